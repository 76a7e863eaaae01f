/* What exported programs use of the kernel's selftests: the names of its interface, written anew. */
#ifndef STUB_PROCESSOR_H
#define STUB_PROCESSOR_H

#include "kvm_util.h"

void aarch64_vcpu_setup(struct kvm_vcpu *vcpu, struct kvm_vcpu_init *init);
uint64_t *virt_get_pte_hva(struct kvm_vm *vm, uint64_t gva);

#endif
