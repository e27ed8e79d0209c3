"""What stands above a refused form, in words for whoever filled it in."""

import pytest
from django import forms
from django.template import Context, Template


class Refund(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    amount = forms.IntegerField(label="How much goes back?")
    reason = forms.CharField(label="Reason:")
    name = forms.CharField(label="Name")


def said(**words) -> str:
    page = Template("{% load ui %}{% form_errors form=form %}")
    return page.render(Context({"form": Refund(words)}))


def test_a_question_stays_a_question_and_a_label_leads_in():
    page = said(key="8f1fd8ac-36b8-4ae8-9a1f-1f1d1f5a7d5b")

    assert "How much goes back? This field is required." in page
    assert "Reason: This field is required." in page
    assert "Name: This field is required." in page
    assert "?:" not in page


@pytest.mark.parametrize("key", ["", "forged", "8f1fd8ac"])
def test_nobody_is_told_what_is_wrong_with_a_field_they_do_not_see(key):
    page = said(key=key, amount=1, reason="x", name="y")

    assert "Key" not in page
    assert "UUID" not in page
    assert page.count("<li>") == 0
    assert "This page is out of date. Load it again and send it once more." in page
