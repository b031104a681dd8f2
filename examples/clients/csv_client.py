"""A forward map for text files: called as csv_client.py z.csv x.csv."""
import csv
import sys

with open(sys.argv[1]) as parameters, open(sys.argv[2], "w", newline="") as observations:
    writer = csv.writer(observations)
    for a, b in csv.reader(parameters):
        z = float(a), float(b)
        writer.writerow([z[0] + 0.2 * z[1], 0.5 * z[0] - 0.7 * z[1], 0.9 * z[1] - 0.3 * z[0]])
