package dev.candor.skillusage;

import dev.candor.foundation.files.FileStamp;
import dev.candor.foundation.files.LineFile;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One events file of contract {@code skill-usage}: plain lines of JSON that several processes append to. What it
 * promises: an appended row is on disk; rows are never glued together; every row that stands in the file was valid
 * when it was last looked at.
 */
public final class UsageLog implements UsageSink {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private final Path path;
    private final UsageRules rules;
    private final Spool spool;
    private final VerifiedPrefix.Checkpoint checkpoint;
    private final InstantSource clock;
    private final Consumer<String> notices;
    private long preparedLength;

    /**
     * The log in a file, which need not exist yet.
     *
     * @param notices takes sentences that a user should see: what was repaired, what was appended late
     */
    public UsageLog(Path path, UsageRules rules, Folders folders, InstantSource clock, Consumer<String> notices) {
        this.path = path;
        this.rules = rules;
        this.spool = new Spool(folders.userPath(), path);
        this.checkpoint = new VerifiedPrefix.Checkpoint(folders.cache(), path, rules);
        this.clock = clock;
        this.notices = notices;
    }

    /**
     * Makes sure that a row can be appended: creates the file, repairs what a crash left, checks the rows that stand
     * in it (those checked before are not read again), and appends rows that wait from earlier runs.
     *
     * @param checkRows whether rows that stand in the file are checked
     * @throws RefusedException when the file cannot be used, or a row in it is invalid
     */
    @Override
    public void prepare(boolean checkRows) throws RefusedException {
        try (LineFile file = LineFile.lock(path, LOCK_TIMEOUT)) {
            Optional<VerifiedPrefix> verified = checkpoint.load();
            boolean trusted = isTrusted(verified, file);
            boolean changed = repair(file);
            if (checkRows && (!trusted || changed)) {
                verified = Optional.of(check(file, verified));
            }
            changed |= appendWaiting(file);
            boolean allAreValid = checkRows || trusted;
            if (verified.isPresent() && allAreValid && (changed || !trusted)) {
                remember(file, verified.get());
            }
            preparedLength = file.size();
        } catch (InvalidRowException e) {
            throw new RefusedException("the events file " + path + " has an " + e.sentence()
                    + "; correct or move the row, then try again");
        } catch (IOException e) {
            throw new RefusedException("the events file " + path + " cannot be used: " + Reasons.of(e));
        }
    }

    @Override
    public boolean append(byte[] row) throws IOException {
        boolean appended = false;
        try (LineFile file = LineFile.lock(path, LOCK_TIMEOUT)) {
            Optional<VerifiedPrefix> verified = checkpoint.load();
            boolean trusted = isTrusted(verified, file);
            repair(file);
            file.append(List.of(row));
            appended = true;
            if (trusted && verified.isPresent()) {
                remember(file, verified.get());
            }
        } catch (IOException e) {
            // a row on disk is not appended once more because its file could not be closed, say
            if (!appended) {
                throw e;
            }
        }
        return true;
    }

    /** Saves a checkpoint of the file as it is now. Without one the next run checks again: no reason to fail. */
    private void remember(LineFile file, VerifiedPrefix verified) {
        try {
            checkpoint.save(verified.at(file.mark(clock.instant())));
        } catch (IOException notOurFile) {
            // only its owner may set a file's times
        }
    }

    @Override
    public Path putAside(byte[] row) throws IOException {
        return spool.add(row, JsonValue.of(preparedLength), clock.instant());
    }

    @Override
    public Optional<Path> place() {
        return Optional.of(path);
    }

    @Override
    public String nextAppender() {
        return "the next run on this events file";
    }

    private static boolean isTrusted(Optional<VerifiedPrefix> verified, LineFile file) throws IOException {
        FileStamp now = file.stamp();
        return verified.filter(known -> known.stamp().isSame(now)).isPresent();
    }

    /**
     * Ends an unfinished last line: a complete row only misses its newline; anything else is what a crash left of one
     * and is moved into a file beside.
     */
    private boolean repair(LineFile file) throws IOException {
        long length = file.unfinishedLength();
        if (length == 0) {
            return false;
        }
        if (length > LineScanner.MAX_LINE_BYTES) {
            throw new IOException("its last line has no end and is longer than a row can be (" + length
                    + " bytes); move it away by hand");
        }
        byte[] tail = file.tail((int) length);
        boolean whole = length == file.size();
        if (isJson(tail, whole ? LineScanner.byteOrderMark(tail, 0, tail.length) : 0)) {
            file.finishLine();
            notices.accept("the last row of " + path + " had no newline; it was added");
            return true;
        }
        Path aside = path.resolveSibling(path.getFileName() + ".torn");
        file.moveTail((int) length, aside);
        notices.accept("the last line of " + path + " was torn by an interrupted write; its " + length
                + " bytes were moved to " + aside);
        return true;
    }

    private static boolean isJson(byte[] bytes, int from) {
        try {
            JsonValue.parse(bytes, from, bytes.length);
            return true;
        } catch (JsonSyntaxException torn) {
            return false;
        }
    }

    private VerifiedPrefix check(LineFile file, Optional<VerifiedPrefix> verified)
            throws IOException, InvalidRowException {
        FileChannel channel = file.reading();
        ChecksumChannel content = new ChecksumChannel(channel.position(0));
        long lines = 0;
        if (verified.isPresent()
                && content.startsWith(verified.get().bytes(), verified.get().checksum())) {
            lines = verified.get().lines();
        } else {
            content = new ChecksumChannel(channel.position(0));
        }
        UsageRowVisitor visitor = new UsageRowVisitor(rules, row -> {});
        LineScanner rows = new LineScanner(content, lines);
        while (rows.next()) {
            if (rows.isOverlong() || !LineScanner.isBlank(rows.bytes(), rows.from(), rows.to())) {
                visitor.row(rows.number(), rows.bytes(), rows.from(), rows.to(), rows.isOverlong());
            }
        }
        lines = rows.number();
        visitor.requireAllValid();
        return new VerifiedPrefix(file.stamp(), lines, content.count(), content.checksum());
    }

    private boolean appendWaiting(LineFile file) throws IOException {
        List<Spool.Waiting> waiting = spool.waiting();
        if (waiting.isEmpty()) {
            return false;
        }
        List<byte[]> missing = new ArrayList<>();
        List<Spool.Waiting> done = new ArrayList<>();
        for (Spool.Waiting row : waiting) {
            List<Violation> violations = rules.check(row.bytes()).violations();
            if (!violations.isEmpty()) {
                notices.accept("a row of an earlier run still waits in " + row.file() + ": "
                        + violations.getFirst().sentence());
                continue;
            }
            if (!contains(file, row)) {
                missing.add(row.bytes());
            }
            done.add(row);
        }
        file.append(missing);
        for (Spool.Waiting row : done) {
            spool.remove(row);
        }
        if (!done.isEmpty()) {
            notices.accept(done.size() + (done.size() == 1 ? " row of an earlier run" : " rows of earlier runs")
                    + " that could not be appended then: now in " + path);
        }
        return !missing.isEmpty();
    }

    private static long offset(JsonValue place) {
        try {
            return place instanceof NumberValue number ? Math.max(0, Long.parseLong(number.text())) : 0;
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    /** Whether a crash came between appending the row and removing it from the spool. */
    private static boolean contains(LineFile file, Spool.Waiting row) throws IOException {
        byte[] wanted = row.bytes();
        long offset = offset(row.place());
        long from = offset <= file.size() ? offset : 0;
        LineScanner lines = new LineScanner(file.reading().position(from), 1);
        while (lines.next()) {
            if (Arrays.equals(lines.bytes(), lines.from(), lines.to(), wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
