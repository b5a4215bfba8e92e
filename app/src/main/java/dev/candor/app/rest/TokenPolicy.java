package dev.candor.app.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** Lets only those in who can read the token file. Takes the same time whatever is wrong with a token. */
final class TokenPolicy {
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    TokenPolicy(String token) {
        this.digest = digest(token);
    }

    Optional<Problem> check(RequestHead head) {
        List<String> given = head.authorizations();
        if (given.size() == 1 && isOurs(given.getFirst())) {
            return Optional.empty();
        }
        String found = given.isEmpty() ? "none" : "another";
        return Optional.of(ProblemType.TOKEN_NEEDED
                .because("expected the header Authorization: Bearer TOKEN, found " + found
                        + "; the token stands in telemetry/token in the user path of whoever started the server")
                .with("WWW-Authenticate", "Bearer"));
    }

    private boolean isOurs(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String token = bearer ? authorization.substring(SCHEME.length()).strip() : "";
        return MessageDigest.isEqual(digest, digest(token));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
