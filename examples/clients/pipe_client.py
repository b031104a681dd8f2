"""A forward map for a pipe: reads NPY frames of parameters and answers with NPY frames of observations."""
import struct
import sys
from array import array


def read_frame(stream):
    if stream.read(6) != b"\x93NUMPY":
        sys.exit(0)  # the input has ended, and no more parameters will come
    version = stream.read(2)
    size = struct.unpack("<H" if version[0] == 1 else "<I", stream.read(2 if version[0] == 1 else 4))[0]
    rows, columns = eval(stream.read(size).decode())["shape"]  # the header is a dictionary that Sluice has written
    values = array("d")
    values.frombytes(stream.read(8 * rows * columns))
    return [values[i * columns : (i + 1) * columns] for i in range(rows)]


def write_frame(stream, rows):
    header = "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }" % (len(rows), len(rows[0]))
    header += " " * (-(len(header) + 11) % 64) + "\n"
    stream.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
    stream.write(b"".join(array("d", row).tobytes() for row in rows))
    stream.flush()


def solve(z):
    return [z[0] + 0.2 * z[1], 0.5 * z[0] - 0.7 * z[1], 0.9 * z[1] - 0.3 * z[0]]


while True:
    write_frame(sys.stdout.buffer, [solve(z) for z in read_frame(sys.stdin.buffer)])
