"""Chance without memory: every draw is a hash of what it belongs to.

No generator is passed, saved or exhausted, so one more laboratory test changes no other reading, and the same
case gives the same digits on every machine: only integers, + - * / and comparisons are used.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

_MASK = (1 << 64) - 1
"""What keeps 64 bits of a number."""
_GOLDEN = 0x9E3779B97F4A7C15
"""2^64 over the golden ratio, the step of splitmix64 (Steele, Lea and Flood 2014, OOPSLA)."""
_UNIT = 1.0 / (1 << 53)
"""One step of a number in [0, 1) that has 53 bits, as many as a float keeps."""


@lru_cache(maxsize=4096)
def stream(seed: int, channel: str) -> int:
    """Return the 64-bit key of one stream of draws."""
    return int.from_bytes(blake2b(f"{seed}/{channel}".encode(), digest_size=8).digest(), "big")


def mixed(key: int, index: int) -> int:
    """Return draw number `index` of a stream as a whole number under 2^64 (splitmix64 as a counter)."""
    z = (key + (index + 1) * _GOLDEN) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def uniform(seed: int, channel: str, index: int = 0) -> float:
    """Return the one number in [0, 1) that belongs to this seed, channel and index."""
    return uniform_of(stream(seed, channel), index)


def uniform_of(key: int, index: int) -> float:
    """Return the same for the key of a stream."""
    return (mixed(key, index) >> 11) * _UNIT


def evenly(index: int) -> float:
    """Return number `index` of a sequence that fills [0, 1) evenly, however far it is taken (golden ratio)."""
    return (((index * _GOLDEN) & _MASK) >> 11) * _UNIT


def gaussian(seed: int, channel: str, index: int = 0) -> float:
    """Return the one standard normal number that belongs to this seed, channel and index.

    The sum of twelve 32-bit uniform numbers less six: mean 0, variance 1, and never beyond six; no `log`, which differs
    between platforms in the last bit.
    """
    return gaussian_of(stream(seed, channel), index)


def gaussian_of(key: int, index: int) -> float:
    """Return the same for the key of a stream."""
    # `mixed` for six draws in a row, without a call for each: a case that is played again asks for thousands.
    z = key + index * 6 * _GOLDEN
    total = 0
    for _ in range(6):
        z += _GOLDEN
        y = z & _MASK
        y = ((y ^ (y >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        y = ((y ^ (y >> 27)) * 0x94D049BB133111EB) & _MASK
        y ^= y >> 31
        total += (y >> 32) + (y & 0xFFFFFFFF)
    return (total + 6) / 4294967296.0 - 6.0


def exponential(seed: int, channel: str) -> float:
    """Return the one standard exponential number that belongs to this seed and channel.

    Von Neumann's method: it only compares uniform numbers, so it needs no logarithm.
    """
    whole = 0
    index = 0
    while True:
        first = uniform(seed, channel, index)
        previous = first
        length = 1
        while True:
            index += 1
            following = uniform(seed, channel, index)
            if following > previous:
                break
            previous = following
            length += 1
        index += 1
        if length % 2:
            return whole + first
        whole += 1
