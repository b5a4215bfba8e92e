package dev.candor.agents.internal.setup;

import dev.candor.agents.internal.setup.SettingsChange.Kind;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes changes of settings files and carries them out, with the journal that leads back. */
public final class SetupPlan {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private final SetupJournal journal;

    public SetupPlan(SetupJournal journal) {
        this.journal = journal;
    }

    /**
     * What adding these would change.
     *
     * @param all what of ours may be in these files from before
     */
    public List<SettingsChange> put(SetupAgent agent, List<SettingsFile> files, List<SettingsFile> all)
            throws IOException {
        List<SettingsChange> changes = new ArrayList<>();
        for (SettingsFile file : files) {
            SettingsFile whole = all.stream()
                    .filter(other -> other.path().equals(file.path()))
                    .findFirst()
                    .orElse(file);
            changes.add(SettingsChange.put(file, whole, agent.id(), journal));
        }
        return changes;
    }

    /**
     * What taking these out would change.
     *
     * @param within only files below this folder, when there is one; else also files that are no longer where the agent
     *     looks, as far as they were set up
     */
    public List<SettingsChange> take(SetupAgent agent, List<SettingsFile> files, Optional<Path> within)
            throws IOException {
        Map<String, SetupJournal.Entry> entries = journal.entries();
        List<SettingsFile> all = new ArrayList<>(files);
        for (SetupJournal.Entry entry : entries.values()) {
            Path path = Path.of(entry.path());
            boolean isKnown = all.stream().anyMatch(file -> file.path().equals(path));
            if (!isKnown && within.isEmpty() && entry.agent().equals(agent.id())) {
                files.stream()
                        .filter(file -> path.getFileName().toString().endsWith(ending(file)))
                        .findFirst()
                        .ifPresent(file -> all.add(file.at(path)));
            }
        }
        List<SettingsChange> changes = new ArrayList<>();
        for (SettingsFile file : all) {
            changes.add(SettingsChange.take(
                    file,
                    agent.id(),
                    Optional.ofNullable(entries.get(file.path().toString())),
                    journal));
        }
        return changes;
    }

    private static String ending(SettingsFile file) {
        String name = String.valueOf(file.path().getFileName());
        return name.substring(name.lastIndexOf('.'));
    }

    /** Carries changes out, and tells what became of them. */
    @SuppressWarnings("try")
    public List<SettingsChange> carryOut(List<SettingsChange> changes) throws IOException {
        List<SettingsChange> done = new ArrayList<>();
        List<Path> emptied = new ArrayList<>();
        try (AdvisoryLock held = AdvisoryLock.take(journal.lock(), LOCK_TIMEOUT)) {
            for (SettingsChange change : changes) {
                done.add(carryOut(change, emptied));
            }
            emptied.sort(Comparator.comparingInt(Path::getNameCount).reversed());
            for (Path folder : emptied) {
                PrivateFiles.removeIfEmpty(folder);
            }
        }
        return done;
    }

    private SettingsChange carryOut(SettingsChange change, List<Path> emptied) {
        try {
            if (change.kind() == Kind.REFUSE) {
                return change;
            }
            if (!change.isCurrent()) {
                return refused(change, "was changed meanwhile, and is left as it is; run this once more");
            }
            write(change, emptied);
            return change;
        } catch (IOException e) {
            return refused(change, "cannot be written: " + Reasons.of(e));
        }
    }

    private static SettingsChange refused(SettingsChange change, String why) {
        return new SettingsChange(
                change.file(),
                change.agent(),
                Kind.REFUSE,
                change.now(),
                change.now(),
                change.base(),
                change.file().path() + " " + why,
                change.left());
    }

    private void write(SettingsChange change, List<Path> emptied) throws IOException {
        Path path = change.file().path();
        Path real = RealPath.of(path);
        Optional<SetupJournal.Entry> entry =
                Optional.ofNullable(journal.entries().get(path.toString()));
        switch (change.kind()) {
            case CREATE, CHANGE -> {
                byte[] after = change.after().orElseThrow();
                List<String> folders = entry.filter(
                                known -> change.base().isEmpty() && change.now().isPresent())
                        .map(SetupJournal.Entry::folders)
                        .orElseGet(() -> change.missingFolders().stream()
                                .map(Path::toString)
                                .toList());
                journal.put(
                        new SetupJournal.Entry(
                                path.toString(),
                                change.agent(),
                                SetupJournal.sha256(after),
                                change.base().map(base -> SetupJournal.copyName(path)),
                                folders),
                        change.base());
                PrivateFiles.replace(real, after);
            }
            case RESTORE -> {
                PrivateFiles.replace(real, change.after().orElseThrow());
                forget(entry, false);
            }
            case TAKE_OUT -> {
                PrivateFiles.replace(real, change.after().orElseThrow());
                forget(entry, true);
            }
            case DELETE -> {
                PrivateFiles.remove(real);
                PrivateFiles.syncFolderOf(real);
                forget(entry, false);
                entry.ifPresent(known -> known.folders().stream().map(Path::of).forEach(emptied::add));
            }
            case GONE -> {
                forget(entry, false);
                entry.ifPresent(known -> known.folders().stream().map(Path::of).forEach(emptied::add));
            }
            case NOTHING -> {}
            case REFUSE -> throw new IllegalStateException("what is refused is not written");
        }
    }

    private void forget(Optional<SetupJournal.Entry> entry, boolean keepsCopy) throws IOException {
        if (entry.isPresent()) {
            journal.remove(entry.get(), keepsCopy);
        }
    }
}
