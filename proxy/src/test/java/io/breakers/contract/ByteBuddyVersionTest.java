package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.breakers.tools.UserCode;
import net.bytebuddy.jar.asm.ClassWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The build generates proxies with two versions of Byte Buddy; this one proves that it does. */
@Tag("byte-buddy")
class ByteBuddyVersionTest {
    @Test
    void runsOnTheByteBuddyThatTheBuildSays() {
        String expected = System.getProperty("byte-buddy.version");
        assumeTrue(expected != null, "not run by the build");

        assertThat(UserCode.pathOf(ClassWriter.class)).endsWith("byte-buddy-" + expected + ".jar");
    }
}
