namespace OsLockConformance.Harness.Symbolic.Terms;

/// <summary>The operators of <see cref="Term"/>: those of SMT-LIB's theory FixedSizeBitVectors and of its core that the executor needs.</summary>
public enum TermOperator : byte
{
    /// <summary>A value.</summary>
    Constant,
    /// <summary>An input.</summary>
    Variable,
    /// <summary>not.</summary>
    Not,
    /// <summary>and, of any number of operands.</summary>
    And,
    /// <summary>= of two bit-vectors.</summary>
    Equal,
    /// <summary>bvult.</summary>
    UnsignedLess,
    /// <summary>bvslt.</summary>
    SignedLess,
    /// <summary>ite.</summary>
    IfThenElse,
    /// <summary>bvadd.</summary>
    Add,
    /// <summary>bvsub.</summary>
    Subtract,
    /// <summary>bvmul.</summary>
    Multiply,
    /// <summary>bvudiv; of a divisor that is not 0.</summary>
    UnsignedDivide,
    /// <summary>bvurem; of a divisor that is not 0.</summary>
    UnsignedRemainder,
    /// <summary>bvand.</summary>
    BitwiseAnd,
    /// <summary>bvor.</summary>
    BitwiseOr,
    /// <summary>bvxor.</summary>
    BitwiseXor,
    /// <summary>bvnot.</summary>
    Complement,
    /// <summary>bvshl.</summary>
    ShiftLeft,
    /// <summary>bvlshr.</summary>
    LogicalShiftRight,
    /// <summary>bvashr.</summary>
    ArithmeticShiftRight,
    /// <summary>extract; the lowest bit taken is <see cref="Term.Value"/>.</summary>
    Extract,
    /// <summary>zero_extend.</summary>
    ZeroExtend,
    /// <summary>sign_extend.</summary>
    SignExtend,
}
