/* What exported tests use of kvm-unit-tests: the names of its interface, written anew. */
#ifndef STUB_ALLOC_PAGE_H
#define STUB_ALLOC_PAGE_H

void *alloc_page(void);

#endif
