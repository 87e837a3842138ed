#ifndef CGEOS_SHIM_H
#define CGEOS_SHIM_H
/* Only the reentrant (_r) C API is declared: a call to any other function does not compile. */
#define GEOS_USE_ONLY_R_API 1
#include <geos_c.h>
#endif
