package dev.candor.eventlog;

import dev.candor.eventlog.ActivePart.Opener;
import dev.candor.foundation.files.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk on which what is asked of it fails as often as it is told, and which may be full. */
final class FaultyDisk implements Opener {
    int failingForces;
    int failingWrites;
    int failingTruncates;
    int failingOpens;
    boolean full;
    boolean denied;
    int failingFolderSyncs;
    int failingSizes;
    int openFiles;
    int forces;
    int writes;
    Runnable beforeForce = () -> {};
    Runnable afterForce = () -> {};
    Runnable beforeOpen = () -> {};
    final List<String> syncedEntries = new ArrayList<>();

    @Override
    public OpenFile open(Path file) throws IOException {
        if (failingOpens > 0) {
            failingOpens--;
            throw new IOException("the disk was told not to open");
        }
        if (denied) {
            throw new AccessDeniedException(file.toString());
        }
        beforeOpen.run();
        OpenFile opened = OpenFile.at(file);
        openFiles++;
        return new Faulty(this, opened);
    }

    @Override
    public void syncFolderOf(Path file) throws IOException {
        if (failingFolderSyncs > 0) {
            failingFolderSyncs--;
            throw new IOException("the disk was told not to sync folders");
        }
        syncedEntries.add(file.getFileName().toString());
        Opener.super.syncFolderOf(file);
    }

    private record Faulty(FaultyDisk disk, OpenFile file) implements OpenFile {
        @Override
        public long size() throws IOException {
            if (disk.failingSizes > 0) {
                disk.failingSizes--;
                throw new IOException("the disk was told not to say sizes");
            }
            return file.size();
        }

        @Override
        public void read(ByteBuffer into, long from) throws IOException {
            file.read(into, from);
        }

        @Override
        public void write(ByteBuffer bytes, long from) throws IOException {
            disk.writes++;
            if (disk.full || disk.failingWrites > 0) {
                disk.failingWrites -= disk.full ? 0 : 1;
                bytes.limit(bytes.position() + bytes.remaining() / 2);
                file.write(bytes, from);
                throw new IOException(disk.full ? "No space left on device" : "the disk was told not to write");
            }
            file.write(bytes, from);
        }

        @Override
        public void truncate(long length) throws IOException {
            if (disk.failingTruncates > 0) {
                disk.failingTruncates--;
                throw new IOException("the disk was told not to cut");
            }
            file.truncate(length);
        }

        @Override
        public void force() throws IOException {
            disk.forces++;
            disk.beforeForce.run();
            if (disk.failingForces > 0) {
                disk.failingForces--;
                throw new IOException("the disk was told not to sync");
            }
            file.force();
            disk.afterForce.run();
        }

        @Override
        public void close() throws IOException {
            disk.openFiles--;
            file.close();
        }
    }
}
