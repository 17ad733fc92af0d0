package io.breakers.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.breakers.tools.Sources;
import java.io.IOException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The shape of this module, whoever writes it. */
class OperationsRulesTest {
    private static final String ROOT = "io.breakers.operations";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void noFileAndNoPackageIsTooLargeAndEachPackageHasAMap() throws IOException {
        assertThat(Sources.largeFiles()).isEmpty();
        assertThat(Sources.largePackages()).isEmpty();
        assertThat(Sources.packagesWithoutMap()).isEmpty();
    }

    @Test
    void packagesDependOnEachOtherOneWay() {
        slices().matching("(io.breakers.operations..)")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    /** A document is read without knowing services, and merged without knowing the registry. */
    @Test
    void importsRunOneWay() {
        onlyUses("document");
        onlyUses("merge", "document");
        onlyUses("source", "document");
    }

    private static void onlyUses(String name, String... others) {
        String internal = ROOT + ".internal.";
        DescribedPredicate<JavaClass> allowed = resideInAPackage(internal + name)
                .or(DescribedPredicate.not(resideInAnyPackage("io.breakers..")))
                .or(resideInAPackage("io.breakers.api"));
        for (String other : others) {
            allowed = allowed.or(resideInAPackage(internal + other));
        }
        classes()
                .that()
                .resideInAPackage(internal + name)
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(MAIN);
    }

    @Test
    void classesThatAreNotExportedAreFinal() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".internal..")
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and(DescribedPredicate.describe(
                        "are no constants of an enum", type -> !type.getName().matches(".*\\$\\d+")))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(MAIN);
    }

    /** The console is a server of its own; everything else runs on the user's threads. */
    @Test
    void h20_onlyTheConsoleStartsThreads() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.breakers.operations.internal.console..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callMethod(Thread.class, "start")
                .check(MAIN);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(MAIN);
    }
}
