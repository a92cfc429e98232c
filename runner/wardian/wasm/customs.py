"""Custom sections that tools write. A module is valid whatever is in them, so one that is malformed tells nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from wardian.wasm.reader import Malformed, Reader
from wardian.wasm.summary import LISTED, ProducerView, short

_MODULE, _FUNCTIONS = 0, 1


@dataclass(slots=True)
class Customs:
    """`functions` are names by index."""

    name: str | None = None
    functions: dict[int, str] = field(default_factory=dict)
    producers: tuple[ProducerView, ...] = ()
    target_features: tuple[str, ...] = ()

    def read(self, name: str, content: Reader) -> None:
        """Keeps what a known section tells."""
        try:
            if name == "name":
                self._names(content)
            elif name == "producers":
                self.producers = tuple(_producers(content)[:LISTED])
            elif name == "target_features":
                self.target_features = tuple(_features(content)[:LISTED])
        except Malformed:
            return

    def _names(self, reader: Reader) -> None:
        """The name section: https://webassembly.github.io/spec/core/appendix/custom.html#name-section"""
        while reader.left:
            kind = reader.byte()
            part = reader.part(reader.unsigned())
            if kind == _MODULE:
                self.name = short(part.text())
            elif kind == _FUNCTIONS:
                for _ in part.many():
                    index = part.unsigned()
                    self.functions[index] = short(part.text())


def _producers(reader: Reader) -> list[ProducerView]:
    """https://github.com/WebAssembly/tool-conventions/blob/main/ProducersSection.md"""
    found = []
    for _ in reader.many():
        field = short(reader.text())
        for _ in reader.many():
            found.append(ProducerView(field=field, name=short(reader.text()), version=short(reader.text())))
    return found


def _features(reader: Reader) -> list[str]:
    """https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md#target-features-section"""
    found = []
    for _ in reader.many():
        sign = chr(reader.byte())
        found.append(sign + short(reader.text()))
    return found
