package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A setting has one name everywhere, and what it was called before still works. */
class LoadOptionsTest {
    /** Settings that an option gives in part, or a target by the way it is written. */
    private static final Map<Setting<?>, String> OTHERWISE = Map.of(
            Setting.STAGES, "--burst",
            Setting.HEADERS, "--header",
            Setting.SOURCES, "--source",
            Setting.PATH, "http://host/path",
            Setting.TLS, "tls://host");

    private static LoadSettings settings(String... arguments) {
        LoadOptions options = new LoadOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return options.settings();
    }

    @Test
    void shouldCallEverySettingByItsName() throws IllegalAccessException {
        CommandLine line = new CommandLine(new LoadOptions());
        for (Setting<?> setting : all()) {
            OptionSpec option = line.getCommandSpec().findOption("--" + setting.name());
            if (option == null) {
                assertThat(OTHERWISE).as("option of %s", setting).containsKey(setting);
            } else {
                assertThat(option.hidden()).as(setting.name()).isFalse();
            }
        }
    }

    @Test
    void shouldTellTheDefaults() throws IllegalAccessException {
        CommandLine line = new CommandLine(new LoadOptions());
        for (Setting<?> setting : all()) {
            OptionSpec option = line.getCommandSpec().findOption("--" + setting.name());
            String standard = String.valueOf(setting.standard());
            if (setting.standard() instanceof Duration) {
                standard = standard.substring(2).toLowerCase(Locale.ROOT);
            }
            if (option != null && (setting.standard() instanceof Duration || setting.standard() instanceof Integer)) {
                assertThat(String.join(" ", option.description()))
                        .as(setting.name())
                        .contains("default " + standard);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--connections, --workers, 7",
        "-c, --workers, 7",
        "--until-failures, --failures, 3",
        "--timeout, --reply-timeout, 9s",
        "--sni, --server-name, a.test"
    })
    void shouldTakeTheOldNameToo(String other, String name, String value) {
        assertThat(settings(other, value)).isEqualTo(settings(name, value)).isNotEqualTo(LoadSettings.NONE);
        boolean isShort = other.length() == 2;
        assertThat(new CommandLine(new LoadOptions()).getUsageMessage().contains(other))
                .as("%s in the help", other)
                .isEqualTo(isShort);
    }

    @Test
    void shouldShowThemInTheirOrder() {
        CommandLine line = new CommandLine(new LoadOptions());
        line.getCommandSpec().usageMessage().sortOptions(false);

        assertThat(line.getUsageMessage(CommandLine.Help.Ansi.OFF).replaceAll("(?s)^.*?\\n(?= *-n)", ""))
                .containsSubsequence("--attempts=", "--duration=", "--failures=", "--workers=", "--threads=", "--rate=")
                .containsSubsequence("--connect-timeout=", "--reply-timeout=", "--close-timeout=", "--warmup=");
    }

    @Test
    void shouldSetNothingThatWasNotAskedFor() {
        assertThat(settings()).isEqualTo(LoadSettings.NONE);
    }

    private static List<Setting<?>> all() throws IllegalAccessException {
        List<Setting<?>> all = new ArrayList<>();
        for (Field field : Setting.class.getFields()) {
            if (field.get(null) instanceof Setting<?> setting) {
                all.add(setting);
            }
        }
        assertThat(all).hasSizeGreaterThan(25);
        return all;
    }
}
