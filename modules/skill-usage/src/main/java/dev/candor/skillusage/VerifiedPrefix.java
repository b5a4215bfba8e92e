package dev.candor.skillusage;

import dev.candor.foundation.files.FileStamp;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known of an events file from the last time: all rows were valid when the file looked like {@code stamp};
 * and its first bytes have this checksum, so that after a foreign change only what follows them is read again.
 *
 * @param stamp the file when all of it was valid
 * @param lines how many lines the checked bytes hold
 * @param bytes how many bytes from the beginning the checksum covers
 * @param checksum CRC-32 of them
 */
record VerifiedPrefix(FileStamp stamp, long lines, long bytes, long checksum) {
    private static final int MAX_BYTES = 1 << 16;

    VerifiedPrefix at(FileStamp later) {
        return new VerifiedPrefix(later, lines, bytes, checksum);
    }

    /** The cached checkpoints of one events file under one set of rules. */
    static final class Checkpoint {
        private final String subject;
        private final Optional<Path> file;

        Checkpoint(Optional<Path> cache, Path events, UsageRules rules) {
            this.subject = rules.fingerprint() + " " + RealPath.of(events);
            this.file = cache.map(folder -> folder.resolve("verified").resolve(PathKey.digits(subject) + ".json"));
        }

        /** What was saved last; empty when there is nothing, or nothing that can be relied on. */
        Optional<VerifiedPrefix> load() {
            if (file.isEmpty() || !Files.exists(file.get())) {
                return Optional.empty();
            }
            try {
                Optional<byte[]> bytes = Input.regularFile(file.get(), MAX_BYTES);
                return bytes.isPresent()
                                && JsonValue.parse(bytes.get()) instanceof ObjectValue saved
                                && saved.text("subject").filter(subject::equals).isPresent()
                        ? Optional.of(new VerifiedPrefix(
                                new FileStamp(
                                        number(saved, "inode"),
                                        number(saved, "size"),
                                        number(saved, "modified"),
                                        number(saved, "changed")),
                                number(saved, "lines"),
                                number(saved, "bytes"),
                                number(saved, "crc32")))
                        : Optional.empty();
            } catch (IOException | JsonSyntaxException unusable) {
                return Optional.empty();
            }
        }

        private static long number(ObjectValue saved, String name) {
            return saved.integer(name).orElse(-1L);
        }

        /** Saves for the next time; a cache that cannot be written only costs that time. */
        void save(VerifiedPrefix verified) {
            if (file.isEmpty()) {
                return;
            }
            JsonObject members = new JsonObject();
            members.put("subject", subject);
            members.put("inode", verified.stamp.inode());
            members.put("size", verified.stamp.size());
            members.put("modified", verified.stamp.modified());
            members.put("changed", verified.stamp.changed());
            members.put("lines", verified.lines);
            members.put("bytes", verified.bytes);
            members.put("crc32", verified.checksum);
            try {
                PrivateFiles.replaceDisposable(
                        file.get(), JsonWriter.compact(members.object()).getBytes(StandardCharsets.UTF_8));
            } catch (IOException cacheUnwritable) {
                // the next run validates again, which is slower and just as right
            }
        }
    }
}
