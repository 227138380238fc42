"""A file whose answers are entered on behalf says how and when they arrived."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="import",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("self", "Tự nhập"),
                    ("phone", "Điện thoại"),
                    ("paper", "Phiếu giấy"),
                    ("meeting", "Họp thôn"),
                ],
                default="",
                max_length=8,
                verbose_name="hình thức nhận",
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="received_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày nhận kết quả"),
        ),
    ]
