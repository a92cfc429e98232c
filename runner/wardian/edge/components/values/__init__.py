"""Values of the component model as libwasmtime lays them out in memory, read and written by their types.

A guest names the types of what it imports itself, so nothing is read before its kind has been checked.
"""

from wardian.edge.components.values.compounds import (
    Case,
    Err,
    List,
    Ok,
    Option,
    Record,
    Result,
    Tuple,
    Variant,
)
from wardian.edge.components.values.layout import MOST_BYTES, SIZE
from wardian.edge.components.values.resources import Borrow, Own
from wardian.edge.components.values.scalars import BOOL, BYTES, MISTYPED, TEXT, U8, U16, U32, U64, Type

__all__ = [
    "BOOL",
    "BYTES",
    "MISTYPED",
    "MOST_BYTES",
    "SIZE",
    "TEXT",
    "U8",
    "U16",
    "U32",
    "U64",
    "Borrow",
    "Case",
    "Err",
    "List",
    "Ok",
    "Option",
    "Own",
    "Record",
    "Result",
    "Tuple",
    "Type",
    "Variant",
]
