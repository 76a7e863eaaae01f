/* What exported tests use of kvm-unit-tests: the names of its interface, written anew. */
#ifndef STUB_ASM_IO_H
#define STUB_ASM_IO_H

#include <libcflat.h>

phys_addr_t virt_to_phys(volatile void *address);

#endif
