package dev.candor.validation.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks random, and that no text makes the search slow. */
class RandomTextsTest {
    private static final Trigrams TRIGRAMS = new Trigrams(Trigrams.SHIPPED);
    private static final SecretRules RULES = SecretRules.shipped(TRIGRAMS);
    /** How often each character may be looked at by a pattern; where nothing is near, none is. */
    private static final double MAX_STEPS = 600;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q9Zt4LmX7vB2cR8nK5wY3hD6",
                "key q9Zt4LmX7vB2cR8nK5wY3hD6 was used",
                "Zk3/9QwLp+7hRt2mXv5B/c8NfYd4sGj1KuTe6aWo",
                "k3x9v2m7q1z8w4n6r5t0y2p8",
                "dGhpcyBpcyBhIHNlY3JldCB2YWx1ZSA0Mg"
            })
    void isIn_randomText_isFound(String text) {
        assertThat(RandomTexts.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "urgent",
                "7f1f7a2e-9a51-4f0c-8f0e-6f7c7a3b2c11",
                "2414721b0d3f4a5e6c7d8e9fa0b1c2d3e4f5a6b7",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
                "/usr/lib/jvm/java-25-openjdk-amd64/bin/java",
                "src/main/java/dev/candor/validation/RandomTexts.java",
                "2026-01-28T14:22:00.123456+00:00",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "x_make_github_visitor_x_20251013_182211",
                "ubuntu-22.04-arm64-runner-8core-16gb",
                "https://github.example/owner/name/actions/runs/1234567890/job/9876543210",
                "TheQuickBrownFoxJumpsOverTheLazyDog2026",
                "this is a plain sentence about labels and milestones",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "12345678901234567890123456789012"
            })
    void isIn_wordsAndDigestsAndIdentifiers_areNone(String text) {
        assertThat(RandomTexts.isIn(text)).isFalse();
    }

    @Test
    void isIn_keysDrawnAtRandom_areNearlyAllFound() {
        Random random = new Random(4);
        String letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        long found = IntStream.range(0, 1000)
                .filter(i -> RandomTexts.isIn(IntStream.range(0, 40)
                        .mapToObj(k -> String.valueOf(letters.charAt(random.nextInt(letters.length()))))
                        .collect(Collectors.joining())))
                .count();
        assertThat(found).isGreaterThan(970);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ",
                "eyJ.",
                "ghp_",
                "sk-",
                "sk-a",
                "://",
                "://a:",
                "password=",
                "password=\"",
                "\"password\":",
                "Bearer ",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "--token ",
                "a_",
                ":",
                "=",
                "-",
                "I",
                "B",
                "x_key=",
                "q9Zt4LmX7vB2cR8nK5wY3hD6_key=",
                "password=${",
                "pwd=/",
                "password:[",
                "tokens:[\"",
                "Cookie: a=",
                "curl -u a:",
                "\"value\":\"",
                "{\"key\":\"a\",\"value\":\"",
                "password: ${a",
                "token: ",
                "'token':'\\",
                "npm_",
                "AKIA",
                "x:y@",
                "a1B",
                "password=[redacted]",
                "b",
                "\\\"token\\\":\\\"",
                "password is ",
                "password for a ",
                "the password\n",
                "mysql ",
                "zip -",
                "<password ",
                "8Q~",
                "key\"",
                "name\":\"a\",",
                "@tcp(",
                "пароль ",
                "echo a | sudo -S",
                ".atlasv1.",
                "Private-Lines: 1\n",
                "hooks.slack.com/",
                "identified by "
            })
    void secrets_hostileText_takesLinearTime(String unit) {
        double fewer = stepsPerCharacter(unit, 10_000);
        double more = stepsPerCharacter(unit, 40_000);
        assertThat(more).isLessThan(MAX_STEPS).isLessThan(fewer * 1.1 + 1);
    }

    private static double stepsPerCharacter(String unit, int length) {
        String text = unit.repeat(length / unit.length());
        return (double) new SecretScan(RULES, TRIGRAMS, text, false).steps() / length;
    }
}
