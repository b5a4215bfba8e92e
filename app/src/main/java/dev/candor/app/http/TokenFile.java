package dev.candor.app.http;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file with the bearer token: 0600, one line of 43 or more characters of base64url. Whoever can read it may use the
 * server.
 */
record TokenFile(Path file) {
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_BYTES = 4096;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43,}");
    private static final Set<PosixFilePermission> WIDEST = PosixFilePermissions.fromString("rw-------");

    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The token; made, and on disk, when there was none. */
    String read() throws ServerException {
        try {
            if (!exists()) {
                make();
            }
            checkMode();
            byte[] bytes = Input.regularFile(file, MAX_BYTES).orElse(new byte[0]);
            String token = new String(bytes, StandardCharsets.ISO_8859_1).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw new ServerException("expected a token of at least 43 characters (A-Z a-z 0-9 _ -) in " + file
                        + ", found something else; remove the file, and the next start makes a new one");
            }
            return token;
        } catch (IOException e) {
            throw new ServerException("the token file " + file + " cannot be used: " + Reasons.of(e), e);
        }
    }

    private void make() throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        PrivateFiles.replace(file, token.getBytes(StandardCharsets.US_ASCII));
    }

    private void checkMode() throws IOException, ServerException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new ServerException(
                    "expected a regular file at " + file + ", found a link or a folder; remove it, and start again");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        if (!WIDEST.containsAll(mode)) {
            throw new ServerException("others may read or write the token file (" + PosixFilePermissions.toString(mode)
                    + "), so it is no secret any more; remove it to get a new one, or if nobody did: chmod 600 "
                    + file);
        }
    }
}
