/* A forward map for files: called as files_client z.npy x.npy, reads parameters and writes observations. */
#include <stdio.h>
#include <string.h>

int main(int count, char **arguments) {
  if (count != 3) return 1;
  FILE *in = fopen(arguments[1], "rb"), *out = fopen(arguments[2], "wb");
  char head[10], text[512];
  long rows, columns;
  if (!in || !out || fread(head, 1, 10, in) != 10) return 1;
  int size = (unsigned char)head[8] + 256 * (unsigned char)head[9];
  if (size >= (int)sizeof text || fread(text, 1, size, in) != (size_t)size) return 1;
  text[size] = 0;
  if (sscanf(strstr(text, "'shape': (") + 10, "%ld, %ld", &rows, &columns) != 2 || columns != 2) return 1;
  int length = sprintf(text, "{'descr': '<f8', 'fortran_order': False, 'shape': (%ld, 3), }", rows);
  fprintf(out, "%.6s%c%c%c%c%s%*s", "\x93NUMPY", 1, 0, 118, 0, text, 118 - length, "\n");
  for (long i = 0; i < rows; i++) {
    double z[2], x[3];
    if (fread(z, sizeof *z, 2, in) != 2) return 1;
    x[0] = z[0] + 0.2 * z[1], x[1] = 0.5 * z[0] - 0.7 * z[1], x[2] = 0.9 * z[1] - 0.3 * z[0];
    fwrite(x, sizeof *x, 3, out);
  }
  return fclose(out);
}
