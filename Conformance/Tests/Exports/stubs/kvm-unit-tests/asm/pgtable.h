/* What exported tests use of kvm-unit-tests: the names of its interface, written anew. */
#ifndef STUB_ASM_PGTABLE_H
#define STUB_ASM_PGTABLE_H

#include <stdint.h>

typedef struct { uint64_t pgd; } pgd_t;
typedef struct { uint64_t pgprot; } pgprot_t;

#define __pgprot(x) ((pgprot_t) { (x) })
/* AttrIndx 1; AP[1]. */
#define PTE_WBWA (1UL << 2)
#define PTE_USER (1UL << 6)

#endif
