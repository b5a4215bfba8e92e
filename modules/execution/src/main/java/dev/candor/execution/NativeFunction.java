package dev.candor.execution;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * A function of the C library.
 *
 * <p>Every function is called through one handle of one shape (six machine words in, one out): building a handle is
 * what costs start-up time, and on the 64-bit Linux ABIs (x86-64, AArch64) integer and pointer arguments travel as
 * whole words, surplus ones unseen. The result is cut to a C int.
 */
final class NativeFunction {
    private static final int WORDS = 6;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle CALL = LINKER.downcallHandle(FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG));

    private final String name;
    private final MemorySegment address;

    NativeFunction(String name) {
        this.name = name;
        this.address = LINKER.defaultLookup().findOrThrow(name);
    }

    int call(long... arguments) {
        long[] words = Arrays.copyOf(arguments, WORDS);
        try {
            return (int) (long) CALL.invokeExact(address, words[0], words[1], words[2], words[3], words[4], words[5]);
        } catch (Throwable e) {
            throw new IllegalStateException("the call of " + name + " failed", e);
        }
    }
}
