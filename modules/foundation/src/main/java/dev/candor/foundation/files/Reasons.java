package dev.candor.foundation.files;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Why the system said no, in words. The only place that asks an exception of input and output for its message, because the
 * JDK's are often no more than a path.
 */
public final class Reasons {
    private static final String NO_SUCH_FILE = "there is no such file";
    private static final String PERMISSION_DENIED = "permission denied";

    private Reasons() {}

    /** The reason, as the end of a sentence; never empty and never a path alone. */
    public static String of(Throwable e) {
        Throwable cause = e.getCause();
        if (cause != null && addsNothing(e, cause)) {
            return of(cause);
        }
        if (e instanceof UncheckedIOException && cause != null) {
            return e.getMessage() + ": " + of(cause);
        }
        if (e instanceof FileSystemException system) {
            return of(system);
        }
        if (e instanceof ClosedByInterruptException) {
            return "it was interrupted";
        }
        if (e instanceof ClosedChannelException) {
            return "it was closed meanwhile";
        }
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return e instanceof EOFException
                    ? "it ends too early"
                    : "no reason was given (" + e.getClass().getSimpleName() + ")";
        }
        return inOurWords(e instanceof FileNotFoundException ? inBrackets(message) : message);
    }

    private static String of(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return NO_SUCH_FILE;
        }
        if (e instanceof AccessDeniedException) {
            return PERMISSION_DENIED;
        }
        if (e instanceof NotDirectoryException) {
            return e.getFile() + " is no folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getFile() + " is there already";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return e.getFile() + " is not empty";
        }
        return e.getReason() == null
                ? "no reason was given (" + e.getClass().getSimpleName() + ")"
                : inOurWords(e.getReason());
    }

    /** Whether an exception only wraps another one, with the message that the JDK or somebody else took from it. */
    private static boolean addsNothing(Throwable e, Throwable cause) {
        boolean wraps = e instanceof UncheckedIOException
                || e instanceof ExecutionException
                || e.getClass() == IOException.class
                || e.getClass() == RuntimeException.class;
        String message = e.getMessage();
        return wraps && (message == null || message.equals(cause.getMessage()) || message.equals(cause.toString()));
    }

    /** The reason in {@code path (reason)}. */
    private static String inBrackets(String message) {
        int open = message.lastIndexOf('(');
        return open >= 0 && message.endsWith(")") ? message.substring(open + 1, message.length() - 1) : message;
    }

    /** What the system says often, as we say it. The JDK puts the error number before what it says of a program. */
    private static String inOurWords(String system) {
        String words = system.replaceFirst("^error=[0-9]+, ", "");
        return switch (words) {
            case "No such file or directory" -> NO_SUCH_FILE;
            case "Permission denied" -> PERMISSION_DENIED;
            case "Is a directory" -> "it is a folder";
            case "Not a directory" -> "a name on the way to it is no folder";
            case "Operation not permitted" -> "it is not permitted";
            default -> words;
        };
    }

    /** Whether the system's own words of a failure contain some, in any case; they are in its language. */
    public static boolean says(Throwable e, String words) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /** What an error number of Linux means, as the end of a sentence. */
    public static String ofErrorNumber(int number) {
        return switch (number) {
            case 1 -> "it is not permitted";
            case 2 -> NO_SUCH_FILE;
            case 5 -> "input/output error";
            case 7 -> "its arguments and environment are too long";
            case 8 -> "it is no program";
            case 12 -> "there is no memory left";
            case 13 -> PERMISSION_DENIED;
            case 16 -> "it is in use";
            case 20 -> "a name on the way to it is no folder";
            case 21 -> "it is a folder";
            case 23, 24 -> "too many files are open";
            case 26 -> "its file is being written";
            case 28 -> "No space left on device";
            case 30 -> "Read-only file system";
            case 36 -> "the name is too long";
            case 40 -> "it leads through too many links";
            case 122 -> "Disk quota exceeded";
            default -> "error number " + number;
        };
    }

    /** What lies at a path, as the object of a sentence: never "nothing" only because it may not be looked at. */
    public static String found(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return "a folder";
            }
            return attributes.isRegularFile() ? "a file" : "a device, a pipe or a socket";
        } catch (NoSuchFileException none) {
            return Files.isSymbolicLink(path) ? "a link that leads nowhere" : "nothing";
        } catch (IOException e) {
            return "what may not be looked at (" + of(e) + ")";
        }
    }
}
