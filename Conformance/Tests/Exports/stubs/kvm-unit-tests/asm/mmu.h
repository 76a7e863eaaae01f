/* What exported tests use of kvm-unit-tests: the names of its interface, written anew. */
#ifndef STUB_ASM_MMU_H
#define STUB_ASM_MMU_H

#include <asm/pgtable.h>

#endif
