#!/usr/bin/env python3
"""A PE with the OS Lock and self-hosted debug as a child process of oslock: the protocol is in ../PROTOCOL.md.

Python 3 alone, no packages. To begin an implementation in another language, take main(), Machine.run_block() and the hello, and declare
only what you have: --lock-only is an example of that. --bug NAME plants one of BUGS, to see what a finding looks like.
"""
import signal
import sys

MASK64 = (1 << 64) - 1

# Where things are. A block is in one of four slots of 0x40 bytes; all other words of the slots are SVC #0.
SLOTS, SLOTS_END = 0x40100000, 0x40100100
CELLS, CELLS_END = 0x40110000, 0x40110100
MONITOR_ERET = 0x40098800
VECTORS = 0x40098000
SVC_0 = 0xD4000001
ERET = 0xD69F03E0
INSTRUCTION_BUDGET = 16

# PSTATE and SPSR_EL1.
M, D, AIF, IL, SS = 0x1F, 1 << 9, 7 << 6, 1 << 20, 1 << 21
EL0t, EL1t, EL1h = 0, 4, 5
SPSR_BITS = M | D | AIF | IL | SS

# MDSCR_EL1. What is not listed is RES0; GATED is writable only while the OS Lock is locked (OSL-8).
MDSCR_SS, TDCC, KDE, MDE, EN_SPM = 1 << 0, 1 << 12, 1 << 13, 1 << 15, 1 << 34
GATED = 1 << 30 | 1 << 29 | 1 << 27 | 1 << 26 | 1 << 22 | 1 << 21 | 1 << 14 | 1 << 6
TFO, SC2, INTDIS_HIGH = 1 << 31, 1 << 19, 1 << 23

# Exception classes; of a debug exception the one from a lower Exception level, to which 1 is added at the same one.
UNKNOWN, ILLEGAL_STATE, SVC, SYSTEM_REGISTER, BRK = 0x00, 0x0E, 0x15, 0x18, 0x3C
BREAKPOINT, STEP, WATCHPOINT = 0x30, 0x32, 0x34
DEBUG_STATUS = 0x22


def encoding(op0, op1, crn, crm, op2):
    return op0 << 14 | op1 << 11 | crn << 7 | crm << 3 | op2


OSLAR, OSLSR = encoding(2, 0, 1, 0, 4), encoding(2, 0, 1, 1, 4)
OSDLR, DBGPRCR = encoding(2, 0, 1, 3, 4), encoding(2, 0, 1, 4, 4)
MDSCR, MDCCINT = encoding(2, 0, 0, 2, 2), encoding(2, 0, 0, 2, 0)
OSECCR, OSDTRRX, OSDTRTX = encoding(2, 0, 0, 6, 2), encoding(2, 0, 0, 0, 2), encoding(2, 0, 0, 3, 2)
CLAIMSET, CLAIMCLR, AUTHSTATUS = encoding(2, 0, 7, 8, 6), encoding(2, 0, 7, 9, 6), encoding(2, 0, 7, 14, 6)
MDCCSR, MDRAR = encoding(2, 3, 0, 1, 0), encoding(2, 0, 1, 0, 0)
DFR0, CONTEXTIDR = encoding(3, 0, 0, 5, 0), encoding(3, 0, 13, 0, 1)
ELR, SPSR = encoding(3, 0, 4, 0, 1), encoding(3, 0, 4, 0, 0)
# DBGBVR0, DBGBCR0, DBGWVR0, DBGWCR0; register n has n in CRm.
BVR, BCR, WVR, WCR = (encoding(2, 0, 0, 0, op2) for op2 in (4, 5, 6, 7))
READ_ONLY = {OSLSR, AUTHSTATUS, MDCCSR, MDRAR, DFR0}
PLAIN = {OSDLR, DBGPRCR, MDSCR, MDCCINT, OSECCR, OSDTRRX, OSDTRTX, CLAIMSET, CLAIMCLR, CONTEXTIDR, ELR, SPSR}

BUGS = {
    "stuck": "a write of 0 to OSLAR_EL1 does not unlock",
    "brk": "BRK is blocked while the OS Lock is locked",
    "el0": "debug exceptions from EL0 are not blocked while the OS Lock is locked",
    "ungated": "MDSCR_EL1's save/restore fields can be written while unlocked",
}


class Taken(Exception):
    """An exception was taken to EL1."""


class Machine:
    def __init__(self, pe, bug):
        self.breakpoints = int(pe.get("breakpoints", "6"))
        self.watchpoints = int(pe.get("watchpoints", "4"))
        self.first_context = self.breakpoints - int(pe.get("context-aware", "2"))
        self.double_lock, self.idst = "double-lock" in pe, "idst" in pe
        self.gated = (GATED | (TFO if "trf" in pe else 0) | (SC2 if "sc2" in pe else 0)
                      | (INTDIS_HIGH if "intdis-high" in pe else 0))
        self.ungated = MDSCR_SS | TDCC | KDE | MDE | (EN_SPM if "spmu" in pe else 0)
        self.bug = bug
        self.cold_reset()

    # Resets, each with the boot of the monitor: it writes 0 to what the reset leaves UNKNOWN.

    def cold_reset(self):
        self.locked, self.claim = True, 0
        self.memory = bytearray(CELLS_END - CELLS)
        self.bvr, self.wvr = [0] * self.breakpoints, [0] * self.watchpoints
        self.oseccr = self.osdtrrx = self.osdtrtx = self.corenpdrq = self.mdscr = 0
        self.warm_reset()

    def warm_reset(self):
        self.dlk = 0
        # The monitor's write of 0 reaches the save/restore fields only while locked (OSL-8).
        self.mdscr &= 0 if self.locked else self.gated
        self.mdccint = self.contextidr = 0
        self.bcr, self.wcr = [0] * self.breakpoints, [0] * self.watchpoints

    # Who may debug.

    def generates(self, el, masked):
        """GenerateDebugExceptionsFrom: OSL-6, DLK-1, DBG-1."""
        if self.locked and not (self.bug == "el0" and el == 0):
            return False
        if self.dlk and not self.corenpdrq:
            return False
        return el == 0 or bool(self.mdscr & KDE and not masked)

    def matches_el(self, control, el):
        """DBG-4: PMC or PAC; HMC and SSC name states that this PE does not have."""
        return not control & 0xE000 and bool(control & (4 if el == 0 else 2))

    def context_matches(self, n):
        return self.bvr[n] & 0xFFFFFFFF == self.contextidr

    def linked_matches(self, control):
        """DBG-5: LBN names an enabled, context-aware breakpoint of type BT 3."""
        n = control >> 16 & 15
        if not self.first_context <= n < self.breakpoints:
            return False
        return self.bcr[n] & 1 and self.bcr[n] >> 20 & 15 == 3 and self.context_matches(n)

    def breakpoint_matches(self, pc, el):
        """DBG-2, DBG-5."""
        for n, control in enumerate(self.bcr):
            if not control & 1 or not self.matches_el(control, el):
                continue
            kind = control >> 20 & 15
            if kind == 2:
                if self.context_matches(n):
                    return True
            elif kind < 2 and not (self.bvr[n] ^ pc) & 0x1FFFFFFFFFFFC:
                if kind == 0 or self.linked_matches(control):
                    return True
        return False

    def watchpoint_hit(self, address, size, is_write, el):
        """DBG-3: the lowest watched address that is accessed, or None."""
        accessed = (1 << size) - 1 << (address & 7)
        hit = 0
        for n, control in enumerate(self.wcr):
            if not control & 1 or not control >> 3 & (2 if is_write else 1) or not self.matches_el(control, el):
                continue
            mask, value, bas = control >> 24 & 31, self.wvr[n], control >> 5 & 0xFF
            if mask in (1, 2) or ((value ^ address) & 0x1FFFFFFFFFFF8) >> max(mask, 3):
                continue
            if value & 4 and not mask:
                bas = (bas & 15) << 4
            if control >> 20 & 1 and not self.linked_matches(control):
                continue
            hit |= accessed & bas
        return (address & ~7) + (hit & -hit).bit_length() - 1 if hit else None

    # Exceptions.

    def el(self):
        return self.pstate >> 2 & 3

    def take(self, ec, iss, return_address=None, far=None):
        """TakeException to EL1: DBG-8."""
        self.esr = ec << 26 | 1 << 25 | iss
        self.elr = self.pc if return_address is None else return_address
        self.spsr, self.far = self.pstate, far
        self.pc = VECTORS + {EL1t: 0, EL1h: 0x200}.get(self.pstate & 0xF, 0x400)
        self.pstate = EL1h | D | AIF
        self.stepped = None
        raise Taken

    def take_debug(self, ec, iss, far=None):
        self.take(ec if self.el() == 0 else ec + 1, iss, far=far)

    def exception_return(self):
        """SST-4, SST-5."""
        illegal = self.spsr & M not in (EL0t, EL1t, EL1h)
        destination = self.el() if illegal else self.spsr >> 2 & 3
        ss = 0
        if self.mdscr & MDSCR_SS and not self.generates(self.el(), self.pstate & D) and self.generates(destination, self.spsr & D):
            ss = self.spsr & SS
        if illegal:
            self.pstate = self.pstate & M | self.spsr & (D | AIF) | IL | ss
        else:
            self.pstate = self.spsr & (M | D | AIF | IL) | ss
        self.pc = self.elr
        self.stepped = None

    def advance_step(self):
        """SST-2: looks at MDSCR_EL1.SS alone."""
        if self.mdscr & MDSCR_SS:
            self.pstate &= ~SS

    # System registers.

    def access(self, key, rt, is_read):
        """Takes the exception of an access that is not allowed."""
        syndrome = (key >> 14) << 20 | (key & 7) << 17 | (key >> 11 & 7) << 14 | (key >> 7 & 15) << 10 | rt << 5 | (key >> 3 & 15) << 1 | is_read
        if self.el() == 0:
            if is_read and key == MDCCSR:
                if self.mdscr & TDCC:
                    self.take(SYSTEM_REGISTER, syndrome)
                return
            if is_read and key == DFR0 and self.idst:
                self.take(SYSTEM_REGISTER, syndrome)
            self.take(UNKNOWN, 0)
        if key in PLAIN or (is_read and key in READ_ONLY) or (not is_read and key == OSLAR):
            return
        family, n = key & ~0x78, key >> 3 & 15
        if family in (BVR, BCR) and n < self.breakpoints or family in (WVR, WCR) and n < self.watchpoints:
            return
        self.take(UNKNOWN, 0)

    def read(self, key):
        if key == OSLSR:
            return 8 | (2 if self.locked else 0)
        if key == DFR0:
            return (6 | self.breakpoints - 1 << 12 | self.watchpoints - 1 << 20
                    | self.breakpoints - self.first_context - 1 << 28 | (0 if self.double_lock else 15) << 36)
        family, n = key & ~0x78, key >> 3 & 15
        if key >> 7 == 2 << 7 and family in (BVR, BCR, WVR, WCR):
            return {BVR: self.bvr, BCR: self.bcr, WVR: self.wvr, WCR: self.wcr}[family][n]
        return {OSDLR: self.dlk, DBGPRCR: self.corenpdrq, MDSCR: self.mdscr, MDCCINT: self.mdccint,
                OSECCR: self.oseccr, OSDTRRX: self.osdtrrx, OSDTRTX: self.osdtrtx,
                CLAIMSET: 0xFF, CLAIMCLR: self.claim, AUTHSTATUS: 0xAA, MDCCSR: 0, MDRAR: 0,
                CONTEXTIDR: self.contextidr, ELR: self.elr, SPSR: self.spsr}[key]

    def write(self, key, value):
        family, n = key & ~0x78, key >> 3 & 15
        if key == OSLAR:
            self.locked = bool(value & 1) or self.bug == "stuck" and self.locked
        elif key == MDSCR:
            writable = self.ungated | (self.gated if self.locked or self.bug == "ungated" else 0)
            self.mdscr = self.mdscr & ~writable | value & writable
        elif key == OSDLR:
            self.dlk = value & 1 if self.double_lock else 0
        elif key == DBGPRCR:
            self.corenpdrq = value & 1
        elif key == MDCCINT:
            self.mdccint = value & 0x60000000
        elif key in (OSECCR, OSDTRRX, OSDTRTX):
            # OSL-9: what a write does while unlocked is left open; here nothing.
            if self.locked:
                setattr(self, {OSECCR: "oseccr", OSDTRRX: "osdtrrx", OSDTRTX: "osdtrtx"}[key], value & 0xFFFFFFFF)
        elif key == CLAIMSET:
            self.claim |= value & 0xFF
        elif key == CLAIMCLR:
            self.claim &= ~value
        elif key == CONTEXTIDR:
            self.contextidr = value & 0xFFFFFFFF
        elif key == ELR:
            self.elr = value
        elif key == SPSR:
            self.spsr = value & SPSR_BITS
        elif family == BVR:
            self.bvr[n] = value
        elif family == BCR:
            # BAS[1] and BAS[3] are copies of BAS[0] and BAS[2]; only a context-aware breakpoint has BT[3:1].
            value &= 0xFFE1E7 if n >= self.first_context else 0x1FE1E7
            self.bcr[n] = value & ~0x140 | (value & 0xA0) << 1
        elif family == WVR:
            self.wvr[n] = value & ~3
        else:
            self.wcr[n] = value & 0x1F1FFFFF

    # The guest.

    def run_block(self, pc, spsr, code, x):
        """Enters a block from the monitor; x has X0 to X6. Returns the answer to the run line."""
        words = {pc + 4 * i: word for i, word in enumerate(code)}
        self.pc, self.pstate, self.elr, self.spsr = MONITOR_ERET, EL1h | D | AIF, pc, spsr
        self.stepped = None
        event = "spin"
        try:
            for _ in range(INSTRUCTION_BUDGET):
                if self.pc == MONITOR_ERET:
                    word = ERET
                elif SLOTS <= self.pc < SLOTS_END and not self.pc & 3:
                    word = words.get(self.pc, SVC_0)
                else:
                    break
                self.step(word, x)
        except Taken:
            event = f"exception esr={self.esr:#x} elr={self.elr:#x} spsr={self.spsr:#x}"
            if self.far is not None:
                event += f" far={self.far:#x}"
        return f"{event} x1={x[1]:#x} x2={x[2]:#x} x3={x[3]:#x}"

    def check_before(self):
        """What comes before an instruction, in the order of DBG-7. Returns whether the instruction is being stepped."""
        stepping = False
        if self.mdscr & (MDSCR_SS | MDE) and self.generates(self.el(), self.pstate & D):
            if self.mdscr & MDSCR_SS:
                stepping = bool(self.pstate & SS)
                if not stepping:
                    # SST-1: ISV and EX tell of the instruction just before.
                    isv = {None: 0, "other": 1 << 24, "exclusive": 1 << 24 | 1 << 6}[self.stepped]
                    self.take_debug(STEP, DEBUG_STATUS | isv)
            if self.mdscr & MDE and self.breakpoint_matches(self.pc, self.el()):
                self.take_debug(BREAKPOINT, DEBUG_STATUS)
        if self.pstate & IL:
            self.take(ILLEGAL_STATE, 0)
        return stepping

    def step(self, word, x):
        stepping = self.check_before()
        is_exclusive = False
        rt, rn = word & 31, word >> 5 & 31
        if word == ERET and self.el():
            self.exception_return()
            return
        if word in (0xD503201F, 0xD5033FDF):
            pass  # NOP; ISB, which has nothing to do where all writes take effect at once (OSL-12 allows that).
        elif word in (0xD50348DF, 0xD50348FF):
            # MSR DAIFSet, #8 and DAIFClr, #8; SCTLR_EL1.UMA is 0.
            if self.el() == 0:
                self.take(SYSTEM_REGISTER, (word >> 5 & 7) << 17 | 3 << 14 | 4 << 10 | 31 << 5 | 8 << 1)
            self.pstate = self.pstate | D if word == 0xD50348DF else self.pstate & ~D
        elif word & 0xFFF00000 in (0xD5100000, 0xD5300000):
            key, is_read = 1 << 15 | word >> 5 & 0x7FFF, word >> 21 & 1
            self.access(key, rt, is_read)
            if is_read:
                x[rt] = self.read(key)
            else:
                self.write(key, x[rt])
        elif word & 0xFFE0001F == 0xD4200000:
            # DBG-6, OSL-7: nothing blocks BRK.
            if not (self.bug == "brk" and self.locked):
                self.take(BRK, word >> 5 & 0xFFFF)
        elif word & 0xFFE0001F == SVC_0:
            self.advance_step()
            self.take(SVC, word >> 5 & 0xFFFF, self.pc + 4)
        elif word & 0x3FFFFC00 in (0x39400000, 0x39000000, 0x085F7C00):
            # LDR, STR, LDXR of 1 to 8 bytes at Xn.
            size, address = 1 << (word >> 30), x[rn]
            is_write, is_exclusive = word & 0x3FFFFC00 == 0x39000000, word & 0x3FFFFC00 == 0x085F7C00
            if self.mdscr & MDE and self.generates(self.el(), self.pstate & D):
                far = self.watchpoint_hit(address, size, is_write, self.el())
                if far is not None:
                    self.take_debug(WATCHPOINT, DEBUG_STATUS | is_write << 6, far=far)
            at = address - CELLS
            if is_write:
                self.memory[at:at + size] = (x[rt] & (1 << 8 * size) - 1).to_bytes(size, "little")
            else:
                x[rt] = int.from_bytes(self.memory[at:at + size], "little")
        else:
            self.take(UNKNOWN, 0)
        self.pc += 4
        self.advance_step()
        self.stepped = ("exclusive" if is_exclusive else "other") if stepping else None


def answer(machine, words):
    """The answer to an action that is not a reset."""
    if words[0] == "run":
        fields = dict(word.split("=", 1) for word in words[1:])
        x = [0] + [int(fields[f"x{i}"], 0) for i in range(1, 7)]
        code = [int(word, 0) for word in fields["code"].split(",")]
        return machine.run_block(int(fields["pc"], 0), int(fields["spsr"], 0), code, x)
    if words[0] == "cold-reset":
        machine.cold_reset()
        return "ok"
    if words[0] == "warm-reset":
        machine.warm_reset()
        return "ok"
    return f"unsupported {words[0]}"


def main(arguments):
    bug = None
    if "--bug" in arguments:
        bug = (arguments + [""])[arguments.index("--bug") + 1]
        if bug not in BUGS:
            sys.exit(f"expected one of {', '.join(BUGS)} after --bug, got '{bug}'")
    # Ctrl-C is for oslock, which finishes its report and then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("oslock-exec 1")
    print("name python-pe" + (f"-{bug}" if bug else ""))
    print("can reset")
    print("pe any")
    if "--lock-only" in arguments:
        print("registers OSLAR_EL1 OSLSR_EL1")
        print("instructions nop isb mrs msr brk svc udf")
    print("ready", flush=True)
    machine = None
    # The end of the input is the end of the check.
    for line in sys.stdin:
        words = line.split("#", 1)[0].split()
        if words[0] == "reset":
            machine = Machine(dict((word + "=1").split("=")[:2] for word in words[1:]), bug)
            print("ok", flush=True)
        else:
            print(answer(machine, words), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
