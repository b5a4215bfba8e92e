package dev.candor.agents;

import dev.candor.config.UserPath;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogExtent;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a log, or the index, takes of the disk. */
@Result
record StorageUse(
        @Doc("log and its name, or index") String part,

        @Doc("how long its files are together") @Range(min = 1)
        long bytes,

        @Doc("when one of them was last written") Optional<String> written) {

    /** Of every log that has a row, and of the index, which may be deleted. */
    static List<StorageUse> of(UserPath userPath, Map<String, KeptLog> logs) throws IOException {
        List<StorageUse> uses = new ArrayList<>();
        for (Map.Entry<String, KeptLog> log : logs.entrySet()) {
            uses.add(of("log " + log.getKey(), log.getValue().extent()));
        }
        uses.add(of("index", index(userPath.index())));
        return uses.stream().filter(use -> use.bytes() > 0).toList();
    }

    static long bytes(List<StorageUse> uses) {
        return uses.stream().mapToLong(StorageUse::bytes).sum();
    }

    private static StorageUse of(String part, LogExtent extent) {
        return new StorageUse(part, extent.bytes(), extent.written().map(Utc::timestamp));
    }

    private static LogExtent index(Path folder) throws IOException {
        Sum sum = new Sum();
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, sum);
        }
        return new LogExtent(sum.bytes, sum.written);
    }

    /** What goes while it is counted is not there. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;
        private Optional<Instant> written = Optional.empty();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
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
