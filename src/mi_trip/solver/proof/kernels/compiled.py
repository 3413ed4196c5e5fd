"""Functions as machine code, which is kept in the user's cache folder: compiling them all takes ten seconds, loading them one.

numba could keep it itself, but does so beside the program's files, takes code for fresh when only what it uses has changed, and falls
over what is damaged there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import shutil
import signal
import sys
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numba
from numba.core.caching import NullCache
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from mi_trip.cache import cache_folder, read_kept, write_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Function = TypeVar("Function", bound="Callable[..., Any]")


def compiled(function: Function) -> Function:
    """The function as machine code, made when it is first called with such arguments."""
    made: Any = numba.njit(function)
    if not hasattr(made, "compile"):  # NUMBA_DISABLE_JIT
        return function
    compile_for = made.compile

    def whole(signature: object) -> object:
        with _uninterrupted():
            return compile_for(signature)

    made.compile, made._cache = whole, _Kept(function)  # noqa: SLF001 - numba has no other door for a cache
    result: Function = made
    return result


class _Kept(NullCache):  # type: ignore[misc] # numba is not typed
    """The machine code of a function, in a file for each kind of arguments and of processor."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"

    def load_overload(self, sig: object, target_context: Any) -> object:
        """What is kept, None where that is nothing of ours."""
        target_context.refresh()
        path = self._path(sig, target_context.codegen())
        if path is None:
            return None
        try:
            return CompileResult._rebuild(target_context, *pickle.loads(read_kept(path)))  # noqa: S301, SLF001 - the user's own and whole
        except (OSError, ValueError):
            return None

    def save_overload(self, sig: object, data: Any) -> None:
        """Keeps the machine code; where that cannot be done, nothing is."""
        path = self._path(sig, data.codegen)
        if path is None or data.library.has_dynamic_globals:
            return
        with contextlib.suppress(OSError):
            if not path.parent.exists():
                for old in path.parent.parent.glob(f"{path.parent.name.partition('-')[0]}-*"):
                    shutil.rmtree(old, ignore_errors=True)
            write_kept(path, dumps(data._reduce()))  # noqa: SLF001 - as numba itself keeps it

    def _path(self, signature: object, codegen: Any) -> Path | None:
        folder = cache_folder(os.environ)
        if folder is None:
            return None
        key = hashlib.sha256(f"{signature}\0{codegen.magic_tuple()}".encode()).hexdigest()[:16]
        return folder / "machine-code" / _program() / f"{self._name}-{key}"


@cache
def _program() -> str:
    """A name for the code of this folder: where it lies and what compiles it, then a fingerprint of all that it may depend on."""
    folder = Path(__file__).parent
    compiles = f"{sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')}"
    where = hashlib.sha256(os.fsencode(folder) + compiles.encode()).hexdigest()[:16]
    digest = hashlib.sha256(f"{numba.__version__}\0{sys.version}".encode())
    for module in sorted(folder.glob("*.py")):
        digest.update(module.read_bytes())
    return f"{where}-{digest.hexdigest()[:32]}"


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Puts an interrupt off until the end: one that comes while LLVM calls back into Python would be printed and lost."""
    before = signal.getsignal(signal.SIGINT)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[object] = []
    signal.signal(signal.SIGINT, lambda *_: came.append(None))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        signal.raise_signal(signal.SIGINT)
