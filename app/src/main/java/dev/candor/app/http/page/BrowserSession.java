package dev.candor.app.http.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A browser that may see the pages.
 *
 * @param id the secret in its cookie
 * @param formToken the secret in its forms, which no page of another site knows
 * @param mayChange whether it may replay, drop, clear and release
 */
public record BrowserSession(String id, String formToken, boolean mayChange) {
    /** Whether a form was made for this session. */
    public boolean sentForm(String token) {
        return MessageDigest.isEqual(
                formToken.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
