package dev.candor.execution;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One {@code posix_spawn}: what differs for the new process is added step by step, everything else it inherits.
 */
final class Spawn {
    private static final int OPAQUE_BYTES = 512;
    private static final int SETSIGDEF_SETSIGMASK = 0x04 | 0x08;
    private static final int O_WRONLY_CREAT_TRUNC = 0x1 | 0x40 | 0x200;
    private static final int OWNER_ONLY = 0x180;

    private static final Path OPEN = Path.of("/proc/self/fd");

    private final NativeMemory memory = new NativeMemory();
    private final long attributes = NativeMemory.address(memory.block(OPAQUE_BYTES));
    private final long actions = NativeMemory.address(memory.block(OPAQUE_BYTES));

    Spawn() {
        Posix.SPAWNATTR_INIT.call(attributes);
        Posix.ACTIONS_INIT.call(actions);
    }

    /**
     * The signals that are blocked, and those that are not ignored though they are here, or though posix_spawn(3) would
     * have them ignored.
     */
    Spawn signals(SignalSet blocked, SignalSet notIgnored) {
        Posix.SPAWNATTR_SETSIGMASK.call(attributes, blocked.inMemory(memory));
        Posix.SPAWNATTR_SETSIGDEFAULT.call(attributes, notIgnored.inMemory(memory));
        Posix.SPAWNATTR_SETFLAGS.call(attributes, SETSIGDEF_SETSIGMASK);
        return this;
    }

    Spawn folder(Path folder) {
        Posix.ACTIONS_ADDCHDIR.call(actions, memory.string(bytes(folder)));
        return this;
    }

    Spawn output(int descriptor, Path file) {
        Posix.ACTIONS_ADDOPEN.call(actions, descriptor, memory.string(bytes(file)), O_WRONLY_CREAT_TRUNC, OWNER_ONLY);
        return this;
    }

    Spawn duplicate(int from, int to) {
        Posix.ACTIONS_ADDDUP2.call(actions, from, to);
        return this;
    }

    Spawn close(int descriptor) {
        Posix.ACTIONS_ADDCLOSE.call(actions, descriptor);
        return this;
    }

    /** The open file descriptors of this process, standard streams included, which a new process would inherit. */
    static Set<Integer> openDescriptors() {
        Set<Integer> numbers = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(OPEN)) {
            for (Path entry : entries) {
                numbers.add(Integer.valueOf(entry.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(OPEN + " cannot be listed: Candor runs commands on Linux only", e);
        }
        return numbers;
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Starts the process.
     *
     * @return its id, or a negated error number
     */
    int start(byte[] program, List<byte[]> arguments, List<byte[]> environment) {
        try {
            ByteBuffer pid = memory.block(NativeMemory.WORD);
            int error = Posix.POSIX_SPAWN.call(
                    NativeMemory.address(pid),
                    memory.string(program),
                    actions,
                    attributes,
                    memory.strings(arguments),
                    memory.strings(environment));
            return error == 0 ? pid.getInt(0) : -error;
        } finally {
            Reference.reachabilityFence(memory);
        }
    }
}
