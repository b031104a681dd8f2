/* A forward map for a pipe: reads NPY frames of parameters and answers with NPY frames of observations. */
#include <stdio.h>
#include <string.h>

int main(void) {
  char head[10], text[512];
  long rows, columns;
  while (fread(head, 1, 10, stdin) == 10) {
    int size = (unsigned char)head[8] + 256 * (unsigned char)head[9];
    if (size >= (int)sizeof text || fread(text, 1, size, stdin) != (size_t)size) return 1;
    text[size] = 0;
    if (sscanf(strstr(text, "'shape': (") + 10, "%ld, %ld", &rows, &columns) != 2 || columns != 2) return 1;
    int length = sprintf(text, "{'descr': '<f8', 'fortran_order': False, 'shape': (%ld, 3), }", rows);
    printf("%.6s%c%c%c%c%s%*s", "\x93NUMPY", 1, 0, 118, 0, text, 118 - length, "\n");
    for (long i = 0; i < rows; i++) {
      double z[2], x[3];
      if (fread(z, sizeof *z, 2, stdin) != 2) return 1;
      x[0] = z[0] + 0.2 * z[1], x[1] = 0.5 * z[0] - 0.7 * z[1], x[2] = 0.9 * z[1] - 0.3 * z[0];
      fwrite(x, sizeof *x, 3, stdout);
    }
    fflush(stdout);
  }
  return 0;
}
