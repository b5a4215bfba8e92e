package dev.candor.eventlog;

import dev.candor.foundation.files.BlockStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a log up to one place, while rows go on being appended. For whoever holds the maintenance lock. */
final class Snapshot {
    private static final List<String> BESIDE = List.of("pruned", "torn", "damaged");

    private final LogFolder folder;
    private final FilePosition end;
    private final KeptLog.FileVisitor visitor;
    private long rows;

    private Snapshot(LogFolder folder, FilePosition end, KeptLog.FileVisitor visitor) {
        this.folder = folder;
        this.end = end;
        this.visitor = visitor;
    }

    /**
     * Visits the files.
     *
     * @param catalog as it was before the end was asked for: a part that is begun later must not be missed
     * @param end behind the last row that counts
     * @return how many rows can be read in them
     */
    static long visit(LogFolder folder, byte[] catalog, FilePosition end, KeptLog.FileVisitor visitor)
            throws IOException {
        Snapshot snapshot = new Snapshot(folder, end, visitor);
        if (catalog.length > 0) {
            visitor.file(folder.catalog().getFileName().toString(), catalog.length, new ByteArrayInputStream(catalog));
        }
        if (!end.equals(FilePosition.START)) {
            snapshot.parts();
        }
        return snapshot.rows;
    }

    private void parts() throws IOException {
        PartFiles files = new PartFiles(folder);
        for (int day : folder.days().headSet(end.day(), true)) {
            for (Path file : besideParts(day)) {
                whole(file);
            }
        }
        for (ClosedPart part : ClosedPart.of(folder)) {
            // the last one may have been closed since
            boolean isBefore = part.day() < end.day() || (part.day() == end.day() && part.part() < end.part());
            if (isBefore && Files.isRegularFile(part.file(), LinkOption.NOFOLLOW_LINKS)) {
                whole(part.file());
                Optional<PartStream> content = files.open(part.day(), part.part());
                if (content.isPresent()) {
                    rows += Inspection.rows(content.get());
                }
            }
        }
        if (end.offset() > 0) {
            visitor.file(name(folder.active(end.day())), end.offset(), head(files));
            rows += Inspection.rows(head(files));
        }
    }

    /** The last part up to the end, whatever its file is called by now. */
    private InputStream head(PartFiles files) throws IOException {
        return new Head(
                files.open(end.day(), end.part())
                        .orElseThrow(() ->
                                new NoSuchFileException(folder.active(end.day()).toString())),
                end.offset());
    }

    private List<Path> besideParts(int day) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.folderOf(day), folder.name() + ".*")) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (BESIDE.contains(name.substring(name.lastIndexOf('.') + 1))
                        && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    private void whole(Path file) throws IOException {
        long bytes = Files.size(file);
        visitor.file(name(file), bytes, new Head(Files.newInputStream(file), bytes));
    }

    private String name(Path file) {
        return folder.folder().relativize(file).toString();
    }

    /** So many bytes of a stream, which has them. */
    private static final class Head extends BlockStream {
        private long left;

        Head(InputStream in, long bytes) {
            super(in);
            this.left = bytes;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, from, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("it became shorter while it was read");
            }
            left -= count;
            return count;
        }
    }
}
