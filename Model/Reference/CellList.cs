using System.Runtime.CompilerServices;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>The contents of the data cells.</summary>
[InlineArray(GuestLayout.CellCount)]
public struct CellList
{
    private ulong _first;
}
