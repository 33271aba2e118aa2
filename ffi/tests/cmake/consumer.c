/* Found by CMake: the header, the library, and a call. */

#include <septet.h>
#include <stdio.h>

int main(void) {
  septet_inspection inspection;
  if (septet_inspect("hello", 5, NULL, &inspection, NULL) != SEPTET_OK) return 1;
  printf("cmake: %u units\n", (unsigned)inspection.units);
  return inspection.units != 5;
}
