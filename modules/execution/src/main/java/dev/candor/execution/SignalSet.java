package dev.candor.execution;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A set of signals, as the kernel writes it: bit n-1 for signal n. */
record SignalSet(long bits) {
    private static final int BYTES = 128;

    static SignalSet of(int... signals) {
        long bits = 0;
        for (int signal : signals) {
            bits |= 1L << (signal - 1);
        }
        return new SignalSet(bits);
    }

    static SignalSet all() {
        return new SignalSet(-1L);
    }

    /** Reads the hexadecimal form of {@code /proc/PID/status}. */
    static SignalSet parse(String hex) {
        return new SignalSet(HexFormat.fromHexDigitsToLong(hex));
    }

    boolean contains(int signal) {
        return (bits & (1L << (signal - 1))) != 0;
    }

    SignalSet and(SignalSet others) {
        return new SignalSet(bits | others.bits);
    }

    SignalSet common(SignalSet others) {
        return new SignalSet(bits & others.bits);
    }

    /** The numbers of the signals, ascending. */
    int[] numbers() {
        int[] numbers = new int[Long.bitCount(bits)];
        long rest = bits;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.numberOfTrailingZeros(rest) + 1;
            rest &= rest - 1;
        }
        return numbers;
    }

    SignalSet without(SignalSet others) {
        return new SignalSet(bits & ~others.bits);
    }

    /** The address of this set as a {@code sigset_t}. */
    long inMemory(NativeMemory memory) {
        ByteBuffer set = memory.block(BYTES);
        set.putLong(0, bits);
        return NativeMemory.address(set);
    }
}
