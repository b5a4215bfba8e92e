package dev.candor.app.cli;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.text.HiddenCharacters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a verb speaks: results on standard output, everything else on standard error. Always UTF-8. Whatever is said may
 * repeat data, arguments and file names of others, so characters that a terminal obeys or does not show are written as
 * JSON escapes them ({@code \\u001b}); only newlines and tabs stay. JSON that is said stays the same value.
 */
final class Terminal {
    private final OutputStream out;
    private final OutputStream err;
    private final boolean colours;
    /** What begins our own colours: nobody who wrote the data can know it. */
    private final String colour = "\u001b" + Long.toHexString(System.nanoTime()) + "[";

    private boolean unheard;

    Terminal(OutputStream out, OutputStream err, boolean colours) {
        this.out = out;
        this.err = err;
        this.colours = colours;
    }

    /** Whether a standard stream of this process is a terminal. */
    static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Says a result.
     *
     * @return false when it could not be written, which is told; a reader that has gone away (a closed pipe) has
     *     heard enough and is no failure
     */
    boolean say(String text) {
        return print(visible(text).concat("\n"));
    }

    /** As {@link #say}, for a file of data that goes to standard output: its bytes as they are unless a person sees them. */
    boolean data(String text) {
        return print(isTerminal(1) ? visible(text) : text);
    }

    private boolean print(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException e) {
            if (Reasons.says(e, "Broken pipe")) {
                unheard = true;
                return true;
            }
            tell("standard output cannot be written: " + Reasons.of(e));
            return false;
        }
    }

    /** Whether the reader of the results has gone away: nothing more needs to be said. */
    boolean isUnheard() {
        return unheard;
    }

    /** Passes on what somebody else said, as it is. */
    void pass(String output, String errors) {
        write(errors);
        try {
            out.write(output.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            tell("standard output cannot be written: " + Reasons.of(e));
        }
    }

    /** Says what is no result: a notice, an error. */
    void tell(String sentence) {
        write("candor: " + visible(sentence) + "\n");
    }

    /** Says what is wrong with a line of a file, without our name before it: as compilers do, so that editors find it. */
    void complain(String sentence) {
        write(visible(sentence) + "\n");
    }

    /** Shows how far a long work is, over what was shown before. */
    void progress(String text) {
        write("\r\u001b[K" + visible(text));
    }

    private void write(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            // there is nowhere left to say it
        }
    }

    String green(String text) {
        return coloured("32", text);
    }

    String red(String text) {
        return coloured("31", text);
    }

    private String coloured(String code, String text) {
        return colours ? colour + code + "m" + text + colour + "0m" : text;
    }

    private String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x7F || (c < 0x20 && c != '\n' && c != '\t')) {
                return visible(text, i);
            }
        }
        return text;
    }

    private String visible(String text, int plain) {
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int i = plain; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (colours && text.startsWith(colour, i)) {
                shown.append("\u001b[");
                i += colour.length();
                continue;
            }
            if (character == '\n' || character == '\t' || !HiddenCharacters.isHidden(character)) {
                shown.appendCodePoint(character);
            } else {
                HiddenCharacters.escape(character, shown);
            }
            i += Character.charCount(character);
        }
        return shown.toString();
    }
}
