package dev.candor.foundation.files;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code flock(2)} of the C library of Linux, {@code openat(2)} with flags that Java does not pass on,
 * {@code llistxattr(2)}, which sees what Java does not, and {@code renameat2(2)}. All but the last, which is called rarely, go
 * through one handle of one shape (three machine words in, one out): building a handle is what costs start-up time, and on
 * the 64-bit ABIs (x86-64, AArch64) integer and pointer arguments travel as whole words, surplus ones unseen.
 */
final class Flock {
    static final int EINTR = 4;
    static final int EWOULDBLOCK = 11;
    static final int ENOLCK = 37;
    static final int ENOSYS = 38;
    static final int EOPNOTSUPP = 95;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int ENOTDIR = 20;

    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_PATH = 0x200000;
    private static final int AT_FDCWD = -100;
    private static final int RENAME_EXCHANGE = 2;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int LOCK_UN = 8;

    private static final String ACCESS_LIST = "\0system.posix_acl_access\0";
    /** The kernel's bound for the names of a file's attributes. */
    private static final int MAX_BYTES_OF_NAMES = 1 << 16;

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private static final Optional<Flock> OF_THIS_MACHINE = find();

    private final MethodHandle call;
    private final MemorySegment openAt;
    private final MemorySegment flock;
    private final MemorySegment close;
    private final MemorySegment listAttributes;
    private final int nofollow = System.getProperty("os.arch", "").equals("aarch64") ? 0x8000 : 0x20000;

    private Flock(Linker linker, SymbolLookup library) {
        FunctionDescriptor shape = FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
        this.call = linker.downcallHandle(shape, Linker.Option.captureCallState("errno"));
        this.openAt = library.findOrThrow("openat");
        this.flock = library.findOrThrow("flock");
        this.close = library.findOrThrow("close");
        this.listAttributes = library.findOrThrow("llistxattr");
    }

    /** None where C functions cannot be called, or not this one. */
    static Optional<Flock> ofThisMachine() {
        return OF_THIS_MACHINE;
    }

    private static Optional<Flock> find() {
        // the numbers above are those of Linux
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            return Optional.of(new Flock(linker, linker.defaultLookup()));
        } catch (UnsupportedOperationException | IllegalCallerException | NoSuchElementException none) {
            return Optional.empty();
        }
    }

    /**
     * Opens an existing file and tries to take its lock, without waiting.
     *
     * @return the descriptor that holds the lock, for {@link #close}; none when somebody else has the lock, or the path
     *     no longer names the file that was locked
     * @throws NoFlockException where there are no such locks
     */
    OptionalInt tryLock(Path file) throws IOException {
        OptionalInt descriptor = open(file);
        boolean taken = false;
        try {
            taken = descriptor.isPresent()
                    && isTaken(call(flock, descriptor.getAsInt(), LOCK_EX | LOCK_NB, 0), file)
                    && isNamed(descriptor.getAsInt(), file);
        } finally {
            if (!taken) {
                descriptor.ifPresent(this::close);
            }
        }
        return taken ? descriptor : OptionalInt.empty();
    }

    /**
     * Whether a file has an access list ({@code setfacl}). The group's bits of its mode are then not what its group may,
     * but the most that anybody in the list may.
     */
    boolean hasAccessList(Path file) throws IOException {
        ByteBuffer path = name(file.toUri().getRawPath());
        ByteBuffer names = ByteBuffer.allocateDirect(MAX_BYTES_OF_NAMES);
        Result result;
        try {
            result = call(
                    listAttributes,
                    MemorySegment.ofBuffer(path).address(),
                    MemorySegment.ofBuffer(names).address(),
                    MAX_BYTES_OF_NAMES);
        } finally {
            Reference.reachabilityFence(path);
            Reference.reachabilityFence(names);
        }
        if (!result.succeeded()) {
            if (result.errno() == EOPNOTSUPP) {
                return false;
            }
            throw failure(file, result, "llistxattr(2)");
        }
        byte[] list = new byte[result.value()];
        names.get(0, list);
        return ("\0" + new String(list, StandardCharsets.ISO_8859_1)).contains(ACCESS_LIST);
    }

    /**
     * Swaps the names of two folders in one step ({@code renameat2(2)} with {@code RENAME_EXCHANGE}); false, and nothing
     * changed, where that cannot be done.
     */
    static boolean exchanged(Path one, Path other) {
        if (ofThisMachine().isEmpty()) {
            return false;
        }
        ByteBuffer first = name(one.toUri().getRawPath());
        ByteBuffer second = name(other.toUri().getRawPath());
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> rename = linker.defaultLookup().find("renameat2");
        if (rename.isEmpty()) {
            return false;
        }
        // it takes five arguments, and is called too rarely to prepare a handle
        MethodHandle five = linker.downcallHandle(
                rename.get(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT));
        try {
            return (int) five.invokeExact(
                            AT_FDCWD,
                            MemorySegment.ofBuffer(first),
                            AT_FDCWD,
                            MemorySegment.ofBuffer(second),
                            RENAME_EXCHANGE)
                    == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("a function of the C library could not be called", e);
        } finally {
            Reference.reachabilityFence(first);
            Reference.reachabilityFence(second);
        }
    }

    /** None when there is no such file any more. */
    private OptionalInt open(Path file) throws IOException {
        Result result = openAt(AT_FDCWD, file.toUri().getRawPath(), O_RDWR);
        if (result.succeeded()) {
            return OptionalInt.of(result.value());
        }
        return switch (result.errno()) {
            case ENOENT, EINTR -> OptionalInt.empty();
            case EACCES -> throw new AccessDeniedException(file.toString());
            default -> throw failure(file, result, "open(2)");
        };
    }

    /**
     * Opens the way to a file or folder, name by name from the root on, without following a link and without opening the
     * file itself ({@code O_PATH}). If the last name is a link, that is what is opened.
     *
     * @return a descriptor, for {@link #drop}
     * @throws NotDirectoryException also when a name on the way is a link
     */
    int openWay(Path file) throws IOException {
        int at = openOnTheWay(AT_FDCWD, "/", file);
        for (String name : file.toUri().getRawPath().split("/", -1)) {
            if (!name.isEmpty()) {
                int folder = at;
                try {
                    at = openOnTheWay(folder, name, file);
                } finally {
                    drop(folder);
                }
            }
        }
        return at;
    }

    private int openOnTheWay(int folder, String escapedName, Path file) throws IOException {
        Result result = openAt(folder, escapedName, O_PATH | nofollow);
        if (result.succeeded()) {
            return result.value();
        }
        throw switch (result.errno()) {
            case ENOENT -> new NoSuchFileException(file.toString());
            case EACCES -> new AccessDeniedException(file.toString());
            case ENOTDIR -> new NotDirectoryException(file.toString());
            default -> failure(file, result, "openat(2)");
        };
    }

    /** No child inherits the descriptor. */
    private Result openAt(int folder, String escapedName, int flags) {
        ByteBuffer path = name(escapedName);
        try {
            return call(openAt, folder, MemorySegment.ofBuffer(path).address(), flags | O_CLOEXEC);
        } finally {
            Reference.reachabilityFence(path);
        }
    }

    private static FileSystemException failure(Path file, Result result, String function) {
        return new FileSystemException(
                file.toString(), null, Reasons.ofErrorNumber(result.errno()) + " (" + function + ")");
    }

    /** Closes a descriptor that holds no lock. */
    void drop(int descriptor) {
        call(close, descriptor, 0, 0);
    }

    /** A path, or one name of it, as C functions take it. A URI keeps every byte, also those that are no text. */
    private static ByteBuffer name(String escaped) {
        ByteBuffer name = ByteBuffer.allocateDirect(escaped.length() + 1);
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                name.put((byte) Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                name.put((byte) escaped.charAt(i));
            }
        }
        return name.clear();
    }

    static boolean isTaken(Result result, Path file) throws IOException {
        if (result.succeeded()) {
            return true;
        }
        return switch (result.errno()) {
            case EWOULDBLOCK, EINTR -> false;
            case ENOLCK, ENOSYS, EOPNOTSUPP -> throw new NoFlockException(file.toString(), result.errno());
            default -> throw failure(file, result, "flock(2)");
        };
    }

    private static boolean isNamed(int descriptor, Path file) throws IOException {
        try {
            return Files.isSameFile(DESCRIPTORS.resolve(Integer.toString(descriptor)), file);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Lets go of the lock and of the file. */
    void close(int descriptor) {
        // not by closing alone: a child that has not yet executed its program still has the descriptor
        call(flock, descriptor, LOCK_UN, 0);
        drop(descriptor);
    }

    /** What a function returned, and the error number it left. */
    record Result(int value, int errno) {
        boolean succeeded() {
            return value >= 0;
        }
    }

    private Result call(MemorySegment function, long first, long second, long third) {
        // a buffer gives a plain read without the start-up cost of the segment API's variable handles
        ByteBuffer errno = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
        try {
            long value = (long) call.invokeExact(function, MemorySegment.ofBuffer(errno), first, second, third);
            return new Result((int) value, errno.getInt(0));
        } catch (Throwable e) {
            throw new IllegalStateException("a function of the C library could not be called", e);
        }
    }
}
