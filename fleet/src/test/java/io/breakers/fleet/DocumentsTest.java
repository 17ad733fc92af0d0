package io.breakers.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.operations.Settings;
import io.breakers.tools.RecordedLog;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S62: documents for all. */
class DocumentsTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance first = fleet.join();
    private final VirtualFleet.Instance second = fleet.join();

    private void share(DocumentText text) {
        first.node.write(Subject.THE_DOCUMENT.key(), text.text(), FleetChannel.FOREVER);
        fleet.pass(1);
    }

    private void apply(String key, String value) {
        share(first.node.document().next(Settings.of(Map.of(key, value))));
    }

    private void rollback() {
        share(Objects.requireNonNull(first.node.document().back()));
    }

    @Test
    void reachesAllAndThoseWhoComeLater() {
        apply("defaults.open-for", "7s");
        var third = fleet.join();

        assertThat(fleet.instances)
                .allMatch(each -> each.registry.settings().toMap().containsValue("7s"));
        assertThat(third.node.document().number())
                .isEqualTo(first.node.document().number());
    }

    @Test
    void whoCannotTakeItKeepsTheOldOneAndSaysSo() {
        apply("defaults.open-for", "7s");
        second.registry.breaker("Odd", io.breakers.api.BreakerConfig.builder().build());
        apply("services.Odd.methods.nothing.open-for", "8s");
        var members = first.node.members().toCompletableFuture();
        fleet.pass(1);

        assertThat(second.registry.settings().toMap()).containsValue("7s");
        assertThat(first.registry.settings().toMap()).containsValue("8s");
        assertThat(members.join().get(1).refused()).startsWith("Cannot use the settings: services.Odd.methods.nothing");
        assertThat(members.join().get(1).document())
                .isEqualTo(members.join().get(0).document());
        assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(1);
    }

    @Test
    void whatIsAppliedHereHoldsUntilTheNextOne() {
        apply("defaults.open-for", "7s");
        second.registry.apply(Settings.of(Map.of("defaults.open-for", "9s")));
        fleet.engine.restart();
        fleet.pass(20);
        assertThat(second.registry.settings().toMap()).containsValue("9s");

        apply("defaults.open-for", "8s");

        assertThat(second.registry.settings().toMap()).containsValue("8s");
    }

    @Test
    void isRolledBackOneStepAndThenToEachOnesOwn() {
        second.registry.apply(Settings.of(Map.of("defaults.open-for", "9s")));
        apply("defaults.open-for", "7s");
        rollback();
        assertThat(second.registry.settings().toMap()).containsValue("9s");
        assertThat(first.registry.settings().toMap()).isEmpty();
        assertThat(first.node.document().back()).isNull();

        apply("defaults.open-for", "7s");
        apply("defaults.open-for", "8s");
        rollback();

        assertThat(second.registry.settings().toMap()).containsValue("7s");
        assertThat(fleet.join().registry.settings().toMap()).containsValue("7s");
    }

    /** As after a fate that was unknown. */
    @Test
    void givenAgainItLeavesTheWayBackAsItIs() {
        apply("defaults.open-for", "7s");
        apply("defaults.open-for", "8s");
        apply("defaults.open-for", "8s");
        rollback();
        assertThat(second.registry.settings().toMap()).containsValue("7s");

        apply("defaults.open-for", "7s");

        assertThat(first.node.document().back()).isNull();
    }

    @Test
    void anEmptiedEngineIsToldAgain() {
        apply("defaults.open-for", "7s");
        fleet.engine.empty();
        fleet.pass(3);

        assertThat(fleet.join().registry.settings().toMap()).containsValue("7s");
    }
}
