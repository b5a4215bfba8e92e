package dev.candor.validation.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "pushed with ghp_0123456789abcdefghijABCDEFGHIJ012345 | pushed with [redacted]",
                "gho_0123456789abcdefghijABCDEFGHIJ012345! | [redacted]!",
                "(ghs_0123456789abcdefghijABCDEFGHIJ012345) | ([redacted])",
                "x=github_pat_11ABCDEFG0abcdefghijkl_0123456789 | x=[redacted]",
                "glpat-abcdefghij0123456789 | [redacted]",
                "sk-abcdefghij0123456789abcdefghij | [redacted]",
                "sk-ant-api03-abcdefghij_0123-456789 | [redacted]",
                "sk-proj-abcdefghij0123456789 | [redacted]",
                "xoxb-123456789012-abcdefghijkl | [redacted]",
                "xoxp-123456789012-abcdefghijkl | [redacted]",
                "AKIAIOSFODNN7EXAMPLE | [redacted]",
                "id ASIAIOSFODNN7EXAMPLE. | id [redacted].",
                "AIzaSyA0123456789abcdefghijklmnopqrstuv | [redacted]",
                "npm_0123456789abcdefghijABCDEFGHIJ012345 | [redacted]",
                "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH | [redacted]",
                "sk_live_0123456789abcdef | [redacted]",
                "a eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_123 b | a [redacted] b",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0 | [redacted]",
                "Authorization: Bearer abc123def456 | Authorization: Bearer [redacted]",
                "curl -H 'authorization: Basic dXNlcjpwYXNz' x | curl -H 'authorization: Basic [redacted]' x",
                "bearer abc.def-123 | bearer [redacted]",
                "password=hunter2 | password=[redacted]",
                "DB_PASSWORD=hunter2; next | DB_PASSWORD=[redacted]; next",
                "password: hunter2, user: me | password: [redacted], user: me",
                "password: swordfish | password: [redacted]",
                "token: abc123 | token: [redacted]",
                "token:abc | token:[redacted]",
                "api_key = abc | api_key = [redacted]",
                "X-Api-Key: 12345 | X-Api-Key: [redacted]",
                "{\"password\": \"a b\", \"n\": 1} | {\"password\": \"[redacted]\", \"n\": 1}",
                "{\\\"token\\\":\\\"a b\\\",\\\"n\\\":1} | {\\\"token\\\":\\\"[redacted]\\\",\\\"n\\\":1}",
                "{'secret': 'it\\'s', 'n': 1} | {'secret': '[redacted]', 'n': 1}",
                "\"password\":\"cut off in the mid | \"password\":\"[redacted]",
                "?access_token=abc&x=1 | ?access_token=[redacted]&x=1",
                "client-secret=>abc | client-secret=>[redacted]",
                "mysql --user me --password hunter2 -h x | mysql --user me --password [redacted] -h x",
                "--token=abc | --token=[redacted]",
                "https://me:hunter2@x.example/a | https://me:[redacted]@x.example/a",
                "postgres://me:p@ss:w@db:5432/x | postgres://me:[redacted]@db:5432/x",
                "https://0123456789abcdef01234567@x.example | https://[redacted]@x.example",
                "password=a password=b | password=[redacted] password=[redacted]",
                "password='abc | password='[redacted]",
            })
    void redact_text_replacesTheSecretPart(String text, String clean) {
        assertThat(Secrets.installed().redact(text)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "mypy --strict exit 1",
                "2026-01-28T14:22:00.123456+00:00",
                "7f1f7a2e-9a51-4f0c-8f0e-6f7c7a3b2c11",
                "out/reports/visitor_failures_20251013_182211.md",
                "https://x.example/a?b=c&d=1",
                "https://x.example:8080/a@b",
                "ssh://git@x.example/a.git",
                "mailto:me@x.example",
                "core/refresh_token@1.0.0",
                "the token count is 5",
                "tokens_used=512 max_tokens=1024 token_count: 12",
                "token_type=bearer",
                "unexpected token: end of file",
                "invalid token: it is missing",
                "password: required",
                "password is missing",
                "password=$DB_PASSWORD token=${TOKEN}",
                "password=*** token=[redacted]",
                "secret-scanner: found nothing",
                "Bearer authentication failed",
                "bearer of bad news",
                "sk-learn-pipeline-with-a-long-name",
                "task-0123456789abcdef0123456789",
                "disk-abcdefghij0123456789abcdefghij",
                "ghp_short",
                "AKIA",
                "AIza",
                "eyJ.eyJ.x",
                "keys: a, b",
                "monkey=banana",
                "npm_config_registry=https://x.example",
                "-----BEGIN CERTIFICATE----- MIIB -----END CERTIFICATE-----",
                "author: me",
                "tokenizer=fast",
                "a:b:c=d==e::f",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            })
    void redact_plainText_isTheSameObject(String text) {
        assertThat(Secrets.installed().redact(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a -----BEGIN RSA PRIVATE KEY-----\\nMIIB\\n-----END RSA PRIVATE KEY-----\\nb, a [redacted]\\nb",
        "-----BEGIN OPENSSH PRIVATE KEY-----\\ncut, [redacted]",
        "-----BEGIN PRIVATE KEY-----\\ncut\\n-----END, [redacted]"
    })
    void redact_privateKey_goesUpToItsEnd(String text, String clean) {
        assertThat(Secrets.installed().redact(text.replace("\\n", "\n"))).isEqualTo(clean.replace("\\n", "\n"));
    }

    @Test
    void redact_twice_changesNothingMore() {
        String clean =
                Secrets.installed().redact("password=hunter2 https://a:b@c Bearer abc123def456 \"token\": \"x y\"");
        assertThat(Secrets.installed().redact(clean)).isSameAs(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Passwd",
                "secret",
                "token",
                "api_key",
                "apikey",
                "apiKey",
                "API-KEY",
                "authorization",
                "private_key",
                "access_key",
                "client_secret",
                "dbPassword",
                "DB_PASSWORD",
                "X-Auth-Token",
                "aws.secret.key",
                "githubToken",
                "refresh_token",
                "credentials",
                "APIKey",
                "token2"
            })
    void redact_memberOfASecretName_losesItsText(String name) {
        assertThat(redactRow("{\"" + name + "\":\"x\"}")).isEqualTo("{\"" + name + "\":\"[redacted]\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens_used", "token_count", "max_tokens", "token_type", "tokenizer", "secretary", "keyboard", "key",
                "password_policy", "monkey", "passed", "compass", "secret_name", "author", "keys", "token_id"
            })
    void redact_memberOfAnotherName_keepsItsText(String name) {
        String row = "{\"" + name + "\":\"x\"}";
        assertThat(redactRow(row)).isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "true", "\"\"", "\"missing\"", "\"[redacted]\"", "\"***\"", "\"${TOKEN}\""})
    void redact_secretNameWithoutASecret_staysAsItIs(String value) {
        String row = "{\"token\":" + value + "}";
        assertThat(redactRow(row)).isEqualTo(row);
    }

    @Test
    void redact_rowWithoutSecrets_isTheSameObject() {
        for (Contract contract : Contract.ALL) {
            ObjectValue row = Rows.parse(Rows.of(contract));
            assertThat(Secrets.installed().redact(row)).isSameAs(row);
        }
    }

    @Test
    void redact_nestedRow_keepsOrderAndEverythingElse() {
        ObjectValue row = Rows.parse("{\"b\":{\"x\":[1,{\"password\":\"p\"},\"token=t\"],\"y\":null},\"a\":2.50}");
        assertThat(Secrets.installed().redact(row).members().keySet()).containsExactly("b", "a");
        assertThat(Secrets.installed().redact(row))
                .isEqualTo(Rows.parse("{\"b\":{\"x\":[1,{\"password\":\"[redacted]\"},\"token=[redacted]\"],"
                        + "\"y\":null},\"a\":2.50}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'args':['-phunter2','-u','me'],'command':'mysql'}|{'args':['-p[redacted]','-u','me'],'command':'mysql'}",
                "{'args':['-u','a:hunter2'],'program':'/usr/bin/curl'}|{'args':['-u','a:[redacted]'],'program':'/usr/bin/curl'}",
                "{'argv':['-p','hunter2','ssh','x'],'cmd':'sshpass'}|{'argv':['-p','[redacted]','ssh','x'],'cmd':'sshpass'}",
                "{'args':['-phunter2'],'command':'mkdir'}|{'args':['-phunter2'],'command':'mkdir'}"
            })
    void redact_argumentsBesideTheirProgram_areReadAsItsCommandLine(String row, String redacted) {
        assertThat(redactRow(row.replace('\'', '"'))).isEqualTo(redacted.replace('\'', '"'));
    }

    @Test
    void redact_listOfASecretName_losesItsTexts() {
        assertThat(redactRow("{\"passwords\":[\"a\",1,\"b\"]}"))
                .isEqualTo("{\"passwords\":[\"[redacted]\",\"[redacted]\",\"[redacted]\"]}");
    }

    @Test
    void redact_keyAndValueSideBySide_losesTheValue() {
        assertThat(
                        redactRow(
                                "{\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"x\"},{\"name\":\"HOME\",\"value\":\"/root\"}]}"))
                .isEqualTo(
                        "{\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"[redacted]\"},{\"name\":\"HOME\",\"value\":\"/root\"}]}");
    }

    @Test
    void redact_randomTextInEvidence_isTakenOut() {
        assertThat(redactRow("{\"evidence\":[{\"key\":\"a\",\"value\":\"q9Zt4LmX7vB2cR8nK5wY3hD6\"}]}"))
                .isEqualTo("{\"evidence\":[{\"key\":\"a\",\"value\":\"[redacted]\"}]}");
        assertThat(redactRow("{\"other\":\"q9Zt4LmX7vB2cR8nK5wY3hD6\"}")).contains("q9Zt");
    }

    @Test
    void redact_namesThatAreSecrets_stayApart() {
        assertThat(redactRow("{\"ghp_0123456789abcdefghij\":1,\"ghp_0123456789abcdefghik\":2,\"b\":3}"))
                .isEqualTo("{\"[redacted]\":1,\"[redacted]_2\":2,\"b\":3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session_id", "event_id", "correlation_id", "run_id", "item_id", "skill", "tool"})
    void redact_identifierWithAnAssignment_isKept(String name) {
        String row = "{\"" + name + "\":\"token:abc\"}";
        assertThat(redactRow(row)).isEqualTo(row);
        assertThat(redactRow("{\"" + name + "\":\"ghp_0123456789abcdefghij\"}")).contains("[redacted]");
    }

    private static String redactRow(String row) {
        return JsonWriter.compact(Secrets.installed().redact(Rows.parse(row)));
    }
}
