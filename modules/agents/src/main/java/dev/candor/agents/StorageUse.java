package dev.candor.agents;

import dev.candor.config.UserPath;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a log, or the index, takes of the disk. */
@Result
record StorageUse(
        @Doc("where below the telemetry folder: logs/CONTRACT, quarantine or index")
        String part,

        @Doc("in how many files") @Range(min = 0) long files,
        @Doc("their length together") @Range(min = 0) long bytes,
        @Doc("when one of them was last written") Optional<String> written) {

    /** Of every log that has a file, and of the index, which may be deleted. */
    static List<StorageUse> of(UserPath userPath, Collection<String> logs) throws IOException {
        List<Path> folders = new ArrayList<>();
        logs.forEach(name -> folders.add(userPath.log(name)));
        folders.add(userPath.quarantine());
        folders.add(userPath.index());
        List<StorageUse> uses = new ArrayList<>();
        for (Path folder : folders) {
            uses.add(of(userPath.own().relativize(folder).toString(), folder));
        }
        return uses.stream().filter(use -> use.files() > 0).toList();
    }

    static long bytes(List<StorageUse> uses) {
        return uses.stream().mapToLong(StorageUse::bytes).sum();
    }

    private static StorageUse of(String part, Path folder) throws IOException {
        Sum sum = new Sum();
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, sum);
        }
        return new StorageUse(part, sum.files, sum.bytes, sum.written.map(Utc::timestamp));
    }

    /** What goes while it is counted is not there. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long files;
        private long bytes;
        private Optional<Instant> written = Optional.empty();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            bytes += attributes.size();
            Instant at = attributes.lastModifiedTime().toInstant();
            written = written.filter(at::isBefore).or(() -> Optional.of(at));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
