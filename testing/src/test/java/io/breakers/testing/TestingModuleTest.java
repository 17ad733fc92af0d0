package io.breakers.testing;

import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Ticker;
import io.breakers.tools.UserCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's module in a virtual machine of its own. */
class TestingModuleTest {
    @Test
    void itsModuleBringsTheApiAndNeedsNothingElse(@TempDir Path directory) throws Exception {
        String ours = path(pathOf(Ticker.class), pathOf(ManualTicker.class));
        Path classes = new UserCode(directory)
                .file("module-info.java", "module shop { requires io.breakers.testing; }")
                .file("shop/Main.java", """
                        package shop;

                        import io.breakers.api.Ticker;
                        import io.breakers.testing.*;
                        import java.time.Duration;

                        public class Main {
                            public static void main(String[] arguments) {
                                var ticker = ManualTicker.startingAt(0);
                                ticker.advance(Duration.ofSeconds(1));
                                Ticker time = ticker;
                                System.out.println(time.read() + " " + new RecordingListener().events());
                            }
                        }
                        """)
                .compile("-p", ours);

        assertThat(UserCode.java("-p", path(ours, classes), "-m", "shop/shop.Main"))
                .isEqualTo("1000000000 []");
    }
}
