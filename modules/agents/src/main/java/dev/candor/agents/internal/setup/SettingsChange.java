package dev.candor.agents.internal.setup;

import dev.candor.agents.internal.setup.SettingsFile.Edited;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What would become of a settings file.
 *
 * @param file what is ours in it
 * @param agent whose it is
 * @param now its bytes; empty when there is none
 * @param after its bytes afterwards; empty when it goes
 * @param base its bytes without us, for the journal; empty when there was none
 * @param sentence why it is so, or what else to know; may be empty
 * @param left what was not added and why, a sentence each
 */
public record SettingsChange(
        SettingsFile file,
        String agent,
        Kind kind,
        Optional<byte[]> now,
        Optional<byte[]> after,
        Optional<byte[]> base,
        String sentence,
        List<String> left) {
    /** The largest file that is changed. */
    public static final int MAX_BYTES = 32 << 20;

    /** What is done to it. */
    public enum Kind {
        /** It is made. */
        CREATE,
        /** What is ours is added. */
        CHANGE,
        /** It is as it should be. */
        NOTHING,
        /** It becomes what it was, byte for byte. */
        RESTORE,
        /** It goes, as there was none before. */
        DELETE,
        /** Only what is ours goes: somebody changed it since. */
        TAKE_OUT,
        /** Nothing of ours is there any more. */
        GONE,
        /** It cannot be changed. */
        REFUSE
    }

    private static SettingsChange refuse(SettingsFile file, String agent, String sentence) {
        return new SettingsChange(
                file, agent, Kind.REFUSE, Optional.empty(), Optional.empty(), Optional.empty(), sentence, List.of());
    }

    private SettingsChange(
            SettingsFile file, String agent, Kind kind, Optional<byte[]> now, Optional<byte[]> after, String sentence) {
        this(file, agent, kind, now, after, Optional.empty(), sentence, List.of());
    }

    /**
     * Adds what is ours.
     *
     * @param all what of ours may be in the file from before
     */
    static SettingsChange put(SettingsFile file, SettingsFile all, String agent, SetupJournal journal)
            throws IOException {
        try {
            Optional<byte[]> now = read(file.path());
            String text = SettingsText.decode(now.orElse(new byte[0]));
            Edited edited = file.put(text);
            byte[] after = SettingsText.encode(edited.text());
            if (Arrays.equals(after, now.orElse(new byte[0]))) {
                return new SettingsChange(file, agent, Kind.NOTHING, now, now, Optional.empty(), "", edited.left());
            }
            if (now.isPresent()) {
                mustBeWritable(file.path());
            }
            return new SettingsChange(
                    file,
                    agent,
                    now.isPresent() ? Kind.CHANGE : Kind.CREATE,
                    now,
                    Optional.of(after),
                    base(
                            all,
                            now,
                            text,
                            Optional.ofNullable(
                                    journal.entries().get(file.path().toString())),
                            journal),
                    "",
                    edited.left());
        } catch (BrokenSettingsException e) {
            return refuse(file, agent, sentence(file, e));
        } catch (UnusableException e) {
            return refuse(file, agent, e.sentence);
        }
    }

    /** The bytes without us: those from before the first time, unless somebody changed the file since. */
    private static Optional<byte[]> base(
            SettingsFile all,
            Optional<byte[]> now,
            String text,
            Optional<SetupJournal.Entry> entry,
            SetupJournal journal)
            throws IOException, BrokenSettingsException {
        if (entry.isEmpty() || now.isEmpty()) {
            return now;
        }
        Optional<byte[]> before = journal.before(entry.get(), MAX_BYTES);
        if (SetupJournal.sha256(now.get()).equals(entry.get().after())) {
            return before;
        }
        return Optional.of(SettingsText.encode(all.take(text, decoded(before))));
    }

    /** Takes out what is ours. */
    static SettingsChange take(
            SettingsFile file, String agent, Optional<SetupJournal.Entry> entry, SetupJournal journal)
            throws IOException {
        try {
            Optional<byte[]> now = read(file.path());
            if (now.isEmpty()) {
                return new SettingsChange(file, agent, entry.isPresent() ? Kind.GONE : Kind.NOTHING, now, now, "");
            }
            Optional<byte[]> before = entry.isPresent() ? journal.before(entry.get(), MAX_BYTES) : Optional.empty();
            if (before.isPresent() && Arrays.equals(before.get(), now.get())) {
                return new SettingsChange(file, agent, Kind.GONE, now, now, "");
            }
            SettingsChange change = back(file, agent, now.get(), entry, before, journal);
            if (change.isWritten()) {
                mustBeWritable(file.path());
            }
            return change;
        } catch (BrokenSettingsException e) {
            return refuse(file, agent, sentence(file, e));
        } catch (UnusableException e) {
            return refuse(file, agent, e.sentence);
        }
    }

    private static SettingsChange back(
            SettingsFile file,
            String agent,
            byte[] now,
            Optional<SetupJournal.Entry> entry,
            Optional<byte[]> before,
            SetupJournal journal)
            throws BrokenSettingsException {
        if (entry.isPresent() && SetupJournal.sha256(now).equals(entry.get().after())) {
            Kind kind = before.isPresent() ? Kind.RESTORE : Kind.DELETE;
            return new SettingsChange(file, agent, kind, Optional.of(now), before, "");
        }
        String text = SettingsText.decode(now);
        String left = file.take(text, decoded(before));
        if (left.equals(text)) {
            Kind kind = entry.isPresent() ? Kind.GONE : Kind.NOTHING;
            return new SettingsChange(file, agent, kind, Optional.of(now), Optional.of(now), "");
        }
        boolean isEmpty = before.isEmpty()
                && entry.isPresent()
                && (left.isBlank() || left.strip().equals("{}"));
        String why = entry.isEmpty()
                ? "there is no record of a set-up, so only what is Candor's was taken out"
                : "it was changed after the set-up, so only what is Candor's was taken out"
                        + journal.copy(entry.get())
                                .filter(copy -> !isEmpty)
                                .map(copy -> "; as it was before, it stays in " + copy)
                                .orElse("");
        return new SettingsChange(
                file,
                agent,
                isEmpty ? Kind.DELETE : Kind.TAKE_OUT,
                Optional.of(now),
                isEmpty ? Optional.empty() : Optional.of(SettingsText.encode(left)),
                why);
    }

    private static Optional<String> decoded(Optional<byte[]> bytes) throws BrokenSettingsException {
        return bytes.isPresent() ? Optional.of(SettingsText.decode(bytes.get())) : Optional.empty();
    }

    private static String sentence(SettingsFile file, BrokenSettingsException e) {
        return file.path() + ":" + e.line() + ":" + e.column() + ": " + e.sentence() + "; the file is left as it is";
    }

    /** A file cannot be read or changed, whatever is in it. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String sentence;

        UnusableException(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }
    }

    static Optional<byte[]> read(Path path) throws UnusableException {
        try {
            if (Files.isSymbolicLink(path) && !Files.exists(path)) {
                throw new UnusableException(
                        path + " is a link to a file that is not there; make the file, or remove the link");
            }
            Optional<byte[]> bytes = Input.regularFile(path, MAX_BYTES);
            if (bytes.isEmpty()) {
                throw new UnusableException(path + " has more than " + MAX_BYTES + " bytes, and is left as it is");
            }
            return bytes;
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UnusableException(path + " cannot be read: " + Reasons.of(e));
        }
    }

    /** The folder would let us replace what its owner made read-only. */
    private static void mustBeWritable(Path path) throws UnusableException {
        try {
            Path real = RealPath.of(path);
            boolean isOwners = Files.getPosixFilePermissions(real).contains(PosixFilePermission.OWNER_WRITE);
            if (!isOwners || !Files.isWritable(real)) {
                throw new UnusableException(
                        path + " is read-only, and is left as it is; to allow it: chmod u+w " + real);
            }
        } catch (IOException e) {
            throw new UnusableException(path + " cannot be read: " + Reasons.of(e));
        }
    }

    /** Hooks of ours in a file, or why it cannot be understood. */
    public record Commands(List<String> commands, Optional<String> problem) {}

    /** The hooks of ours in a file. */
    public static Commands commands(SettingsFile file) {
        try {
            Optional<byte[]> now = read(file.path());
            return new Commands(
                    now.isPresent() ? file.commands(SettingsText.decode(now.get())) : List.of(), Optional.empty());
        } catch (BrokenSettingsException e) {
            return new Commands(List.of(), Optional.of(sentence(file, e)));
        } catch (UnusableException e) {
            return new Commands(List.of(), Optional.of(e.sentence));
        }
    }

    /** Whether the file itself changes. */
    public boolean isWritten() {
        return switch (kind) {
            case CREATE, CHANGE, RESTORE, DELETE, TAKE_OUT -> true;
            case NOTHING, GONE, REFUSE -> false;
        };
    }

    /** Whether the file is the same as when this was planned. */
    public boolean isCurrent() {
        try {
            return Arrays.equals(read(file.path()).orElse(null), now.orElse(null));
        } catch (UnusableException e) {
            return false;
        }
    }

    /** As {@code diff -u} shows it, without the token of the hub. */
    public String diff(Optional<String> token) {
        String path = file.path().toString();
        return UnifiedDiff.of(path, shown(now, token), shown(after, token));
    }

    private static String shown(Optional<byte[]> bytes, Optional<String> token) {
        String text =
                bytes.map(there -> new String(there, StandardCharsets.UTF_8)).orElse("");
        return token.map(secret -> text.replace(secret, "…")).orElse(text);
    }

    /** The folders that are missing above the file, the uppermost first. */
    List<Path> missingFolders() {
        List<Path> missing = new ArrayList<>();
        for (Path folder = RealPath.of(file.path()).getParent();
                folder != null && !Files.exists(folder);
                folder = folder.getParent()) {
            missing.addFirst(folder);
        }
        return missing;
    }
}
