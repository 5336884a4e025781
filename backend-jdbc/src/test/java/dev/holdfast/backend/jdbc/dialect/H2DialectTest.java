package dev.holdfast.backend.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H2DialectTest {

  /** Whether they do was found out with {@code H2RecoveryTest}, and by reading what they do. */
  @ParameterizedTest
  @CsvSource({"2,1,true", "2,3,true", "2,4,true", "2,5,false", "2,6,false", "3,0,false"})
  void releasesFromWhichCommitsMayBeMissing_areKnown(int major, int minor, boolean findsAll) {
    assertThat(H2Dialect.findsItsLastCommits(major, minor)).isEqualTo(findsAll);
  }
}
