package dev.nextloop.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.packaging.Contents;
import dev.nextloop.packaging.PackageOptions;
import dev.nextloop.packaging.PackageWriter;
import dev.nextloop.packaging.UnreadableZipException;
import dev.nextloop.packaging.UnsafeZipException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars, zips, jars in zips, and what is wrong with them. */
class FunctionFilesTest {
  private static final Setup ORDERS = Setup.of("com.acme.Orders");

  @TempDir private Path temp;

  private Path zip(String name, Path directory) throws IOException {
    return PackageWriter.write(
            new Contents().tree("", directory), temp.resolve(name), PackageOptions.LAMBDA)
        .file();
  }

  @Test
  void looksIntoJarsInLibOfAZipAndSaysWhichOne() throws IOException {
    Path classes =
        Sources.compile(
            temp.resolve("classes"), List.of(), Sources.orders("void end() { System.exit(1); }"));
    Path root = Files.createDirectories(temp.resolve("root/lib")).getParent();
    Files.move(zip("orders.jar", classes), root.resolve("lib/orders.jar"));

    Diagnosis said = Doctor.examine(zip("function.zip", root), ORDERS);

    assertThat(said.findings()).hasSize(1);
    assertThat(said.findings().get(0).where().words())
        .matches("com\\.acme\\.Orders\\.end, line \\d+, in lib/orders\\.jar");
  }

  @Test
  void goesOnWithoutAJarThatIsDamagedAndSaysSo() throws IOException {
    Path classes = Sources.compile(temp.resolve("classes"), List.of(), Sources.orders(""));
    Path lib = Files.createDirectories(classes.resolve("lib"));
    Files.writeString(lib.resolve("broken.jar"), "no zip");

    Diagnosis said = Doctor.examine(classes, ORDERS);

    assertThat(said.findings()).extracting(Finding::rule).containsExactly(Rule.JAR_UNREADABLE);
    assertThat(said.findings().get(0).where().file()).isEqualTo("lib/broken.jar");
    assertThat(said.verdict()).isEqualTo(Verdict.YES);
  }

  @Test
  void refusesWhatIsNoZipOrAnUnsafeOne() throws IOException {
    Path text = Files.writeString(temp.resolve("text.jar"), "hello");
    Path evil = temp.resolve("evil.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(evil))) {
      out.putNextEntry(new ZipEntry("../../com/acme/Orders.class"));
    }

    assertThatThrownBy(() -> Doctor.examine(text, ORDERS))
        .isInstanceOf(UnreadableZipException.class);
    assertThatThrownBy(() -> Doctor.examine(evil, ORDERS)).isInstanceOf(UnsafeZipException.class);
  }

  @Test
  void leavesNothingBehind() throws IOException {
    Path classes = Sources.compile(temp.resolve("classes"), List.of(), Sources.orders(""));
    Path zip = zip("function.zip", classes);
    Doctor.examine(zip, ORDERS);

    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).containsExactlyInAnyOrder(classes, zip);
    }
  }

  @Test
  void saysNoToAClassThatIsNewerThanTheRuntime() throws IOException {
    Path classes = Sources.compile(temp.resolve("classes"), List.of(), Sources.orders(""));
    Path file = classes.resolve("com/acme/Orders.class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = (byte) (21 + 44);
    Files.write(file, bytes);

    assertThat(Doctor.examine(classes, ORDERS).verdict()).isEqualTo(Verdict.YES);
    Finding finding = Doctor.examine(classes, ORDERS.on(JavaRuntime.JAVA17)).findings().get(0);
    assertThat(finding.rule()).isEqualTo(Rule.CLASS_TOO_NEW);
    assertThat(finding.level()).isEqualTo(Level.BLOCKER);
    assertThat(finding.what()).isEqualTo("it is compiled for Java 21, the runtime is java17");

    bytes[7] = (byte) 200;
    Files.write(file, bytes);
    assertThat(Doctor.examine(classes, ORDERS).findings())
        .extracting(Finding::rule)
        .containsExactly(Rule.CLASS_TOO_NEW);
  }

  @Test
  void ofTwoClassesOfOneNameTheRootsCounts() throws IOException {
    Path library =
        Sources.compile(
            temp.resolve("library"), List.of(), Sources.orders("void end() { System.exit(1); }"));
    Path classes = Sources.compile(temp.resolve("classes"), List.of(), Sources.orders(""));
    Files.createDirectory(classes.resolve("lib"));
    Files.move(zip("orders.jar", library), classes.resolve("lib/orders.jar"));

    assertThat(Doctor.examine(classes, ORDERS).findings()).isEmpty();
  }
}
