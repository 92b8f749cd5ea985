"""What holds over the call service of a laptop holds over Communication Services: the very same tests."""

from tests.e2e.test_coming_back import (
    test_a_dead_line_is_named_and_the_picture_comes_back,
    test_a_second_tab_of_the_operator_does_not_join_twice,
    test_the_customers_reload_comes_back_without_a_pin,
    test_the_operators_reload_rejoins_the_call,
)
from tests.e2e.test_journey import (
    test_a_customer_who_left_comes_back_by_a_new_pin_of_the_same_call,
    test_nothing_leaves_the_customers_browser_before_admission,
    test_the_customer_stops_sharing_and_the_call_goes_on,
    test_the_operator_sees_the_customers_screen_and_they_hear_each_other,
)

__all__ = [
    "test_a_customer_who_left_comes_back_by_a_new_pin_of_the_same_call",
    "test_a_dead_line_is_named_and_the_picture_comes_back",
    "test_a_second_tab_of_the_operator_does_not_join_twice",
    "test_nothing_leaves_the_customers_browser_before_admission",
    "test_the_customer_stops_sharing_and_the_call_goes_on",
    "test_the_customers_reload_comes_back_without_a_pin",
    "test_the_operator_sees_the_customers_screen_and_they_hear_each_other",
    "test_the_operators_reload_rejoins_the_call",
]
