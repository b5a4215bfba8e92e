package dev.candor.execution;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that C functions read and write, zeroed, valid as long as this object is reachable. A byte buffer gives
 * plain reads and writes without the start-up cost of the segment API's variable handles.
 */
final class NativeMemory {
    static final int WORD = Long.BYTES;

    private final List<ByteBuffer> blocks = new ArrayList<>();

    ByteBuffer block(int bytes) {
        ByteBuffer block = ByteBuffer.allocateDirect(Math.max(bytes, 1)).order(ByteOrder.nativeOrder());
        blocks.add(block);
        return block;
    }

    static long address(ByteBuffer block) {
        return MemorySegment.ofBuffer(block).address();
    }

    /** The address of these bytes with a zero behind them. */
    long string(byte[] bytes) {
        return address(block(bytes.length + 1).put(0, bytes));
    }

    /** The address of an array of pointers to strings, ended by a null pointer. */
    long strings(List<byte[]> strings) {
        int length = 0;
        for (byte[] string : strings) {
            length += string.length + 1;
        }
        ByteBuffer bytes = block(length);
        ByteBuffer pointers = block((strings.size() + 1) * WORD);
        long address = address(bytes);
        int at = 0;
        for (int i = 0; i < strings.size(); i++) {
            bytes.put(at, strings.get(i));
            pointers.putLong(i * WORD, address + at);
            at += strings.get(i).length + 1;
        }
        return address(pointers);
    }
}
