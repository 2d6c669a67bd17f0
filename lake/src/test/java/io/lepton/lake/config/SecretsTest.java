package io.lepton.lake.config;

import static io.lepton.lake.config.TestingConfig.config;
import static io.lepton.lake.config.TestingConfig.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @Test
  void printsNothingOfASecret() {
    Secret secret = config("a = hunter2").read(in -> in.secret("a"));
    assertThat(secret).hasToString("<hidden>").isEqualTo(Secret.of("hunter2"));
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void readsSecretsByKey() {
    Map<String, Secret> secrets =
        config("a { \"sasl.jaas.config\" = x, ssl.b = y }").read(in -> in.secretMap("a"));
    assertThat(secrets).containsEntry("ssl.b", Secret.of("y")).containsKey("sasl.jaas.config");
    assertThat(secrets).hasToString("{sasl.jaas.config=<hidden>, ssl.b=<hidden>}");
  }

  @Test
  void tellsHowToSetAMissingSecret() {
    assertThat(problems(config(""), in -> in.secret("a")))
        .containsExactly(
            "a: missing (expected: a secret). Set it in the file to ${?VARIABLE}, and the variable"
                + " in the environment.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "db-password",
        "token",
        "credentials",
        "aws.secret.key",
        "api-key",
        "key",
        "\"ssl.key.password\"",
        "sasl.jaas.config",
        "\"sasl.jaas.config\"",
        "CLIENT_SECRET"
      })
  void hidesWhatIsNamedLikeASecret(String key) {
    assertThat(config(key + " = hunter2").render()).contains("<hidden>").doesNotContain("hunter2");
    assertThat(problems(config(key + " = hunter2"), in -> in.integer(key)))
        .containsExactly(key + " (line 1): <hidden> (expected: a whole number)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"keys", "monkey", "keystore", "\"password.length\"", "root", "\"ssl.key.type\""})
  void showsWhatIsNot(String key) {
    assertThat(config(key + " = shown").render()).contains("shown");
  }

  @Test
  void rendersSortedWithoutWhatWasReadAsASecret() {
    ConfigReader config =
        config("b { y = 1.5, x = [{ token = t1 }, 2] }", "a = s1", "m { q = s2 }");
    config.read(
        in ->
            in.secret("a").reveal()
                + in.secretMap("m")
                + in.section("b", b -> b.has("x") && b.has("y")));
    assertThat(config.render())
        .isEqualTo(
            """
            a="<hidden>"
            b {
                x=[
                    {
                        token="<hidden>"
                    },
                    2
                ]
                y=1.5
            }
            m="<hidden>"
            """);
  }

  @Test
  void hidesASecretThatARefusalQuotes() {
    ConfigReader config = config("login = hunter2, password = swordfish, pin = 1");
    assertThat(
            problems(
                config,
                in -> {
                  Secret login = in.secret("login");
                  String password = in.string("password");
                  in.optionalSection("none", none -> login);
                  in.integer("pin");
                  throw new IllegalArgumentException(
                      "password: " + password + " of " + login.reveal());
                }))
        .containsExactly("password (line 1): <hidden> of <hidden>");
  }

  @Test
  void hidesWhatAParserSaysOfASecret() {
    assertThat(problems(config("token = hunter2"), in -> in.parsed("token", Integer::valueOf)))
        .containsExactly("token (line 1): <hidden> was refused");
    assertThat(problems(config("a { b = [hunter2] }"), in -> in.secretMap("a")))
        .containsExactly("a.b (line 1): a list (expected: text)");
  }
}
