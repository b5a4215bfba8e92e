package dev.candor.validation.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names give a secret away, in texts and in rows, and which only look so. */
class SecretNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "PGPASSWORD=hunter2 psql | PGPASSWORD=[redacted] psql",
                "DB_PASS=hunter2 | DB_PASS=[redacted]",
                "OPENAI_KEY=abc1 | OPENAI_KEY=[redacted]",
                "ACME_KEY=q9Zt4LmX7vB2cR8nK5wY3hD6 x | ACME_KEY=[redacted] x",
                "stripe_key: q9Zt4LmX7vB2cR8nK5wY3hD6 | stripe_key: [redacted]",
                "curl -u bob:hunter2 https://x.example | curl -u bob:[redacted] https://x.example",
                "curl --user 'bob:hunter2' x | curl --user 'bob:[redacted]' x",
                "Cookie: a=b; session=abc | Cookie: [redacted]",
                "curl -H 'Cookie: a=b; session=abc' x | curl -H 'Cookie: [redacted]' x",
                "{\"password\": [\"x\", {\"a]\": 1}], \"n\": 1 | {\"password\": [redacted], \"n\": 1",
                "{\"password\": {\"x\": [\"y\" | {\"password\": [redacted]",
                "{\"tokens\": [\"x\"], \"n\": 1 | {\"tokens\": [redacted], \"n\": 1",
                "{\"key\":\"password\",\"value\":\"x\", | {\"key\":\"password\",\"value\":\"[redacted]\",",
                "{\"value\": \"x\", \"name\": \"DB_PASS\", | {\"value\": \"[redacted]\", \"name\": \"DB_PASS\",",
                "{\"key\":\"a\",\"value\":\"q9Zt4LmX7vB2cR8nK5wY3hD6\", | {\"key\":\"a\",\"value\":\"[redacted]\",",
                "if password == \"hunter2\": | if password == \"[redacted]\":",
                "sk-svcacct-abcdefghij0123456789 | [redacted]",
                "sk-or-v1-abcdefghij0123456789 | [redacted]",
            })
    void redact_text_losesTheSecret(String text, String clean) {
        assertThat(Secrets.installed().redact(text)).isEqualTo(clean);
        assertThat(Secrets.installed().redact(clean)).isSameAs(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PWD=/home/ci/work",
                "authorization: granted",
                "authorization=denied",
                "Unexpected token => at line 3",
                "Unexpected token = in x.js",
                "if token == self.x:",
                "expected token: IDENT_12",
                "per_token=0.002",
                "sk-learn-integration-tests-2",
                "password_hash=x pass_rate=0.9 pass=12",
                "cache_key=q9Zt4LmX7vB2cR8nK5wY3hD6",
                "docker run -u 1000:1000 image",
                "cookies: none",
                "tokens: [1, 2]",
                "secrets: []",
                "{\"key\":\"label\",\"value\":\"urgent\""
            })
    void redact_harmlessText_isTheSameObject(String text) {
        assertThat(Secrets.installed().redact(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'pass':'x' | 'pass':'[redacted]'",
                "'passcode':'x' | 'passcode':'[redacted]'",
                "'passphrases':['x'] | 'passphrases':['[redacted]']",
                "'cookie':'x' | 'cookie':'[redacted]'",
                "'cookies':{'a':'x'} | 'cookies':{'a':'[redacted]'}",
                "'secret_key_base':'x' | 'secret_key_base':'[redacted]'",
                "'dbpass':'x' | 'dbpass':'[redacted]'",
                "'PGPASSWORD':'x' | 'PGPASSWORD':'[redacted]'",
                "'password':12345 | 'password':'[redacted]'",
                "'details':{'passcode':1234} | 'details':{'passcode':'[redacted]'}",
                "'credentials':{'pass':'x','user':'y'} | 'credentials':{'pass':'[redacted]','user':'[redacted]'}",
                "'secrets':{'db':'x'} | 'secrets':{'db':'[redacted]'}",
                "'Authorization':{'value':'x'} | 'Authorization':{'value':'[redacted]'}",
                "'api_keys':['x'] | 'api_keys':['[redacted]']",
                "'tokens':['x'] | 'tokens':['[redacted]']",
                "'stripe_key':'q9Zt4LmX7vB2cR8nK5wY3hD6' | 'stripe_key':'[redacted]'",
                "'a':{'name':'password','value':5} | 'a':{'name':'password','value':'[redacted]'}",
                "'a':{'name':'password','value':['x']} | 'a':{'name':'password','value':['[redacted]']}",
                "'evidence':['q9Zt4LmX7vB2cR8nK5wY3hD6'] | 'evidence':['[redacted]']",
            })
    void redact_member_losesItsSecret(String member, String clean) {
        assertThat(redactRow(member)).isEqualTo('{' + clean.replace('\'', '"') + '}');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'pwd':'/home/ci'",
                "'authorization':'granted'",
                "'authorization':'denied'",
                "'repository':'sk-learn-integration-tests-2'",
                "'passwords':3",
                "'tokens':512",
                "'token':5",
                "'tokens':[1,2]",
                "'secrets':{'count':3,'status':'enabled'}",
                "'metrics':{'password':1}",
                "'public_key':'q9Zt4LmX7vB2cR8nK5wY3hD6'"
            })
    void redact_harmlessMember_isKept(String member) {
        assertThat(redactRow(member)).isEqualTo('{' + member.replace('\'', '"') + '}');
    }

    @ParameterizedTest
    @CsvSource({
        "a, wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, true",
        "password, hunter2, true",
        "pwd, /home/x, false",
        "password_hash, x, false",
        "cwd, pwd=/home/x, false",
        "node_id, q9Zt4LmX7vB2cR8nK5wY3hD6, false",
        "issue, PR_kwDOABcd1234efGH56ij78, false",
        "issue, MDU6SXNzdWUyMzEzOTE1NTE4, false",
        "etag, q9Zt4LmX7vB2cR8nK5wY3hD6, false",
        "header, W/\"q9Zt4LmX7vB2cR8nK5wY3hD6\", false"
    })
    void containsSecret_evidence(String key, String value, boolean secret) {
        assertThat(Secrets.installed().containsSecret(key, value)).isEqualTo(secret);
    }

    private static String redactRow(String member) {
        return JsonWriter.compact(Secrets.installed().redact(Rows.parse('{' + member.replace('\'', '"') + '}')));
    }
}
