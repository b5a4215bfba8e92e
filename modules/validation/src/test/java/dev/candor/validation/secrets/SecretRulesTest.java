package dev.candor.validation.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of a user's own beside those that ship. */
class SecretRulesTest {
    private static final String OWN = """
        {"rules": [{"id": "acme", "near": ["acme_"], "pattern": "acme_[a-z0-9]{20}", "entropy": 2.5}],
         "names": ["employee code"], "exceptions": ["Winter-.*"], "off": ["mailgun"]}
        """;

    private static String redact(String text) {
        return Secrets.with(OWN.getBytes(UTF_8)).redact(text);
    }

    @Test
    void ownRule_addsToThoseThatShip() {
        assertThat(redact("a ACME_ acme_" + "q7w8e9r0t1y2u3i4o5p6 password=hunter2"))
                .isEqualTo("a ACME_ [redacted] password=[redacted]");
    }

    @Test
    void ownRule_asksForItsEntropy() {
        assertThat(redact("acme_xxxxxxxxxxxxxxxxxxxx")).isEqualTo("acme_xxxxxxxxxxxxxxxxxxxx");
    }

    @Test
    void ownName_holdsSecrets() {
        assertThat(redact("employee code: q7w8e9")).isEqualTo("employee code: [redacted]");
    }

    @Test
    void exception_keepsWhatMatchesItAsAWhole() {
        assertThat(redact("password=Winter-Sun password=Sun-Winter-1"))
                .isEqualTo("password=Winter-Sun password=[redacted]");
    }

    @Test
    void ruleThatIsOff_findsNothing() {
        String text = "key" + "-0123456789abcdef0123456789abcdef";
        assertThat(redact(text)).isEqualTo(text);
        assertThat(Secrets.installed().redact(text)).isEqualTo("[redacted]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[] | the file must be a JSON object",
                "{\"rules\": [{]} | line 1, column 13: expected a name in double quotes, found ']'",
                "{\"rule\": []} | /rule is not known; omit it",
                "{\"rules\": {}} | /rules must be a list of at most 200",
                "{\"rules\": [{\"id\": \"a\"}]} | /rules/0/pattern must be a text that is not empty",
                "{\"rules\": [{\"id\": \"a\", \"pattern\": \"x\"}]} | /rules/0/near is missing: list words of which"
                        + " each such secret has one",
                "{\"rules\": [{\"id\": \"a\", \"near\": [\"ab\"], \"pattern\": \"x\"}]} | /rules/0/near/0 must have 3"
                        + " to 40 characters, found 2",
                "{\"rules\": [{\"id\": \"a\", \"near\": [\"abc\"], \"pattern\": \"(\"}]} | /rules/0/pattern is no"
                        + " regular expression of Java: Unclosed group",
                "{\"rules\": [{\"id\": \"a\", \"near\": [\"abc\"], \"pattern\": \"x\", \"secret\": 1}]} | /rules/0"
                        + " names a group that its pattern does not have: it has 0",
                "{\"exceptions\": [\"(\"]} | /exceptions/0 is no regular expression of Java: Unclosed group",
                "{\"off\": [\"no-such\"]} | /off names [no-such], which no shipped rule has for its id; omit it",
            })
    void fileThatCannotBeUsed_isToldWhereAndWhy(String file, String sentence) {
        assertThatThrownBy(() -> Secrets.with(file.getBytes(UTF_8)))
                .isInstanceOf(SecretRulesException.class)
                .hasMessage(sentence);
    }

    @Test
    void patternThatNeverEnds_isEnded_andNothingIsKept() {
        Secrets secrets = Secrets.with("""
            {"rules": [{"id": "slow", "near": ["acme"], "pattern": "acme(a|aa|aaa)+\\\\1z"}]}
            """.getBytes(UTF_8));

        assertThat(secrets.redact("acme" + "a".repeat(2000))).isEqualTo("[redacted]");
    }

    @Test
    void tooLargeFile_isRefused() {
        assertThatThrownBy(() -> Secrets.with(new byte[64 * 1024 + 1]))
                .hasMessage("the file must have at most 65536 bytes, found 65537");
    }
}
