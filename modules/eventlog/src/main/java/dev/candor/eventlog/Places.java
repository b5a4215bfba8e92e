package dev.candor.eventlog;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** The places before rows that stand one behind the other, written out only when somebody asks. */
final class Places extends AbstractList<Position> implements RandomAccess {
    private final FilePosition first;
    private final long[] offsets;

    Places(FilePosition first, List<byte[]> rows) {
        this.first = first;
        this.offsets = new long[rows.size()];
        long offset = first.offset();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = offset;
            offset += rows.get(i).length + 1;
        }
    }

    @Override
    public Position get(int index) {
        return first.at(offsets[index]).position();
    }

    @Override
    public int size() {
        return offsets.length;
    }
}
