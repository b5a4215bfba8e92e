package dev.candor.config;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In which format the files of a user path are: a number in its file {@code telemetry/format}, with the version that wrote
 * it ({@code 2 0.5.0}). Without that file it is 1, the format of 0.1.0. Who changes the files so that older versions would
 * misread them raises {@link #CURRENT} and writes the mark before anything else.
 */
public final class UserPathFormat {
    /** The latest format that this version understands; it understands all earlier ones. */
    public static final int CURRENT = 1;

    private static final int MAX_BYTES = 64;
    private static final String MARK = "([0-9]{1,9})(?: ([0-9A-Za-z.+-]{1,40}))?\n?";

    private UserPathFormat() {}

    /** Why this version must not open a user path, a sentence; empty when it may. */
    public static Optional<String> refusal(UserPath userPath) {
        Path file = userPath.format();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        String remedy = "; or name another folder: USER_PATH=FOLDER";
        try {
            byte[] bytes = Input.regularFile(file, MAX_BYTES).orElseGet(() -> new byte[0]);
            Matcher mark = Pattern.compile(MARK).matcher(new String(bytes, StandardCharsets.US_ASCII));
            if (!mark.matches()) {
                return Optional.of(file + " must say the format of the user path, such as '2 0.5.0', and does not; put"
                        + " it back as it was" + remedy);
            }
            int format = Integer.parseInt(mark.group(1));
            String writer = mark.group(2) == null ? "a later Candor" : "Candor " + mark.group(2);
            return format <= CURRENT
                    ? Optional.empty()
                    : Optional.of(userPath.folder() + " was written by " + writer + " in format " + format
                            + ", and this version understands format " + CURRENT + " at most; use " + writer
                            + (mark.group(2) == null ? "" : " or a later one") + remedy);
        } catch (IOException e) {
            return Optional.of(
                    file + " says the format of the user path, and cannot be read: " + Reasons.of(e) + remedy);
        }
    }
}
