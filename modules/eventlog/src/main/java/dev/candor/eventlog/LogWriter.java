package dev.candor.eventlog;

import dev.candor.eventlog.ActivePart.Opener;
import dev.candor.foundation.files.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Appends groups of batches: one write, one wait for the disk. Between two groups it keeps its files open, and finds
 * out by the lock's note and the active file's inode whether another process moved on meanwhile.
 */
final class LogWriter implements Closeable {
    private final LogFolder folder;
    private final LogSettings settings;
    private final InstantSource clock;
    private final Consumer<String> notices;
    private final Opener opener;
    private final LogLock lock;
    private final RowBuffer buffer = new RowBuffer();
    private final ReentrantLock exclusive = new ReentrantLock();
    private Optional<ActivePart> active = Optional.empty();
    private boolean entrySynced;
    private boolean interrupted;
    private boolean toldOfClock;

    LogWriter(LogFolder folder, LogSettings settings, InstantSource clock, Consumer<String> notices, Opener opener) {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.notices = notices;
        this.opener = opener;
        this.lock = new LogLock(folder.lock());
    }

    /** Whether the calling thread appends just now, so that waiting for it would take for ever. */
    boolean isBusyWithThisThread() {
        return exclusive.isHeldByCurrentThread();
    }

    /** Appends what is to be appended of each batch, and tells each what became of it. */
    void commit(List<Batch> group) {
        exclusive.lock();
        interrupted = Thread.interrupted();
        try {
            takeAndCatchUp();
            try {
                commitLocked(group);
            } finally {
                lock.release();
            }
        } catch (IOException | RuntimeException | Error e) {
            List<Batch> left = group.stream().filter(batch -> !batch.isDone()).toList();
            long bytes = left.stream().mapToLong(Batch::bytes).sum();
            Throwable reason = e instanceof IOException io ? FullDisk.explained(io, folder.folder(), bytes) : e;
            left.reversed().forEach(batch -> batch.failed(reason));
        } finally {
            tellOfInterrupt();
            exclusive.unlock();
        }
    }

    /**
     * The thread gets back an interrupt that came before or while rows were written. One that comes while they are
     * written closes the file under them: they are refused then, all of the group, and the next group opens it anew.
     */
    private void tellOfInterrupt() {
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    private void commitLocked(List<Batch> group) throws IOException {
        FilePosition end = active.map(ActivePart::end).orElse(FilePosition.START);
        group.forEach(batch -> batch.admit(end));
        List<Batch> inOrder = new ArrayList<>(group.size());
        group.stream().filter(batch -> batch.isAdmission() && !batch.isDone()).forEach(inOrder::add);
        group.stream().filter(batch -> !batch.isAdmission()).forEach(inOrder::add);
        long bytes = inOrder.stream().mapToLong(Batch::bytes).sum();
        FilePosition at = bytes == 0 ? settled(end) : appended(partFor(bytes), inOrder, bytes);
        for (Batch batch : inOrder) {
            batch.appended(at);
            at = at.at(at.offset() + batch.bytes());
        }
    }

    /** The rows before the end are on disk, also those of a process that was killed before it could wait for them. */
    private FilePosition settled(FilePosition end) throws IOException {
        if (active.isPresent() && !active.get().isOnDisk()) {
            active.get().sync();
            tell(active.get());
        }
        return end;
    }

    private FilePosition appended(ActivePart part, List<Batch> batches, long bytes) throws IOException {
        FilePosition before = part.end();
        try {
            part.append(batches, bytes);
        } finally {
            // else it would close the lock's file as well, and the note be lost
            interrupted |= Thread.interrupted();
            tell(part);
        }
        return before;
    }

    private void tell(ActivePart part) {
        try {
            lock.write(new LockNote(part.isDoubtful(), part.isDoubtful() ? part.end() : part.syncedTo()).bytes());
        } catch (IOException e) {
            // whoever finds no note, or an old one, looks for himself
        }
    }

    private void takeAndCatchUp() throws IOException {
        lock.take();
        try {
            catchUp();
        } catch (IOException | RuntimeException | Error e) {
            if (active.isPresent() && !active.get().isPoisoned()) {
                forget();
            }
            lock.release();
            throw e;
        }
    }

    private void catchUp() throws IOException {
        byte[] note = lock.read();
        long size = active.isPresent() ? active.get().sizeIfStillThere() : -1;
        if (size < 0 || !(lock.isOwn(note) || isOfActive(note))) {
            locate(LockNote.of(note));
        } else if (!active.get().isPoisoned() && size == active.get().length()) {
            return;
        }
        if (active.isPresent()) {
            ActivePart part = active.get();
            if (part.isPoisoned()) {
                part.recover();
                // a note that tells others to cut must not outlive the cut; nor may one stand there that is true only
                // until the next append, should the note of that one fail
                lock.write(LockNote.nothing());
            }
            size = part.sizeIfStillThere();
            part.catchUp(size, new TornTail(part.path(), folder.torn(part.day()), notices));
        }
    }

    private boolean isOfActive(byte[] bytes) {
        Optional<LockNote> note = LockNote.of(bytes);
        if (note.isEmpty() || !note.get().isOf(active.orElseThrow().end())) {
            return false;
        }
        active.get().learn(note.get());
        return true;
    }

    private void locate(Optional<LockNote> note) throws IOException {
        forget();
        NavigableSet<Integer> days = folder.days();
        if (!days.isEmpty()) {
            int day = days.last();
            DayParts parts = folder.parts(day);
            FilePosition start = new FilePosition(day, parts.active(), 0);
            ActivePart part = open(start, note.map(LockNote::syncedTo).orElse(FilePosition.START));
            if (!parts.hasUnnumbered()) {
                new PartCatalog(folder).begun(start);
            }
            note.filter(of -> of.isOf(part.end()) && of.doubtful()).ifPresent(part::learn);
        }
    }

    private ActivePart open(FilePosition start, FilePosition synced) throws IOException {
        long syncedTo = synced.isInSamePart(start) ? synced.offset() : 0;
        ActivePart part = new ActivePart(start, folder.active(start.day()), syncedTo, opener, buffer);
        try {
            syncEntries(start.day());
        } catch (IOException | RuntimeException e) {
            part.close();
            throw e;
        }
        active = Optional.of(part);
        return part;
    }

    /** Whoever made the file and its folders may have been killed, or failed, before their entries were on disk. */
    private void syncEntries(int day) throws IOException {
        opener.syncFolderOf(folder.active(day));
        opener.syncFolderOf(folder.folderOf(day));
        if (!entrySynced) {
            opener.syncFolderOf(folder.folder());
            entrySynced = true;
        }
    }

    private void forget() {
        active.ifPresent(ActivePart::close);
        active = Optional.empty();
    }

    /** The part that so many bytes go to, which is a new one when it is a new day, or the old one is full. */
    private ActivePart partFor(long bytes) throws IOException {
        int today = today();
        if (active.isEmpty()) {
            return begin(today);
        }
        ActivePart part = active.get();
        boolean full = part.length() > 0 && part.length() + bytes > settings.partBytes();
        if (today < part.day() && !toldOfClock) {
            toldOfClock = true;
            notices.accept("the clock says " + today + ", but the log " + folder.folder() + " goes on to " + part.day()
                    + " already; rows stay in the folder of that day until it is over: check the clock, and whether it"
                    + " was wrong once");
        }
        // when the clock steps back, rows stay behind those that are there already
        boolean newDay = today > part.day() && (full || settings.daily());
        if (!full && !newDay) {
            return part;
        }
        if (!part.isOnDisk()) {
            part.sync();
        }
        lock.write(LockNote.nothing());
        if (newDay) {
            return begin(today);
        }
        PrivateFiles.rename(part.path(), folder.rotated(part.day(), part.part()));
        return begin(part.day(), part.part() + 1);
    }

    /** The first part of a day; or the one after those that it has had, when they are gone. */
    private ActivePart begin(int day) throws IOException {
        return begin(day, folder.parts(day).active());
    }

    private ActivePart begin(int day, int part) throws IOException {
        forget();
        PrivateFiles.createFolders(folder.folderOf(day));
        FilePosition start = new FilePosition(day, part, 0);
        ActivePart begun = open(start, FilePosition.START);
        new PartCatalog(folder).begun(start);
        return begun;
    }

    private int today() {
        LocalDate date = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
    }

    /** The place behind the last row that is on disk. */
    FilePosition end() throws IOException {
        exclusive.lock();
        if (exclusive.getHoldCount() > 1) {
            exclusive.unlock();
            return active.map(ActivePart::end).orElse(FilePosition.START);
        }
        try {
            if (!Files.isDirectory(folder.folder()) || folder.days().isEmpty()) {
                return FilePosition.START;
            }
            interrupted = Thread.interrupted();
            takeAndCatchUp();
            try {
                return settled(active.map(ActivePart::end).orElse(FilePosition.START));
            } finally {
                lock.release();
            }
        } finally {
            tellOfInterrupt();
            exclusive.unlock();
        }
    }

    /** Lets go of the files; the next append opens them again. */
    @Override
    public void close() throws IOException {
        exclusive.lock();
        try {
            forget();
            lock.close();
        } finally {
            exclusive.unlock();
        }
    }
}
