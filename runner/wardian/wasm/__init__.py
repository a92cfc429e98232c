"""Reads WebAssembly binaries for what is in them. A stranger made them: nothing that they say is believed unchecked.

The formats: https://webassembly.github.io/spec/core/binary/ and
https://github.com/WebAssembly/component-model/blob/main/design/mvp/Binary.md
"""
