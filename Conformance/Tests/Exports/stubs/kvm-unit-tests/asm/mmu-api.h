/* What exported tests use of kvm-unit-tests: the names of its interface, written anew. */
#ifndef STUB_ASM_MMU_API_H
#define STUB_ASM_MMU_API_H

#include <libcflat.h>
#include <asm/pgtable.h>

void mmu_set_range_ptes(pgd_t *pgtable, uintptr_t virt, phys_addr_t first, phys_addr_t end, pgprot_t protection);

#endif
