from django.db import migrations, models


def say_when_each_was_named(apps, schema_editor):
    referrals = apps.get_model("referral", "Referral")
    referrals.objects.filter(named_at=None).update(named_at=models.F("claimed_at"))


class Migration(migrations.Migration):
    """
    Keep a payment that was refunded, with when, and when the present referrer was named.

    Both columns are added without a rewrite, under a lock of an instant on referrals and on paid
    cycles. Filling `named_at` and making it obligatory holds the referrals for as long as reading
    them once takes: the programme waits, no sale does.
    """

    dependencies = [("referral", "0001_referrals")]

    operations = [
        migrations.AddField("paidcycle", "refunded_at", models.DateTimeField(null=True)),
        migrations.AddField("referral", "named_at", models.DateTimeField(null=True)),
        migrations.RunPython(say_when_each_was_named, migrations.RunPython.noop),
        migrations.AlterField("referral", "named_at", models.DateTimeField()),
    ]
