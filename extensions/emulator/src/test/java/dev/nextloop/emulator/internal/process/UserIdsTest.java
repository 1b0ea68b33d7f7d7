package dev.nextloop.emulator.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserIdsTest {

  @Test
  void lendsNoIdTwiceUntilItIsBack() throws Exception {
    List<UserIds.Loan> loans = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      loans.add(UserIds.borrow());
    }
    int middle = loans.get(10).uid();
    assertThat(loans.stream().map(UserIds.Loan::uid)).doesNotHaveDuplicates();

    loans.remove(10).close();
    List<Integer> again = new ArrayList<>();
    for (int i = 0; i < 20 && !again.contains(middle); i++) {
      loans.add(UserIds.borrow());
      again.add(loans.get(loans.size() - 1).uid());
    }

    assertThat(again).contains(middle);
    assertThat(loans.stream().map(UserIds.Loan::uid)).doesNotHaveDuplicates();
    for (UserIds.Loan loan : loans) {
      loan.close();
    }
  }
}
